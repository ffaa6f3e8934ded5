import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { failed, systemError } from '../failures.ts'
import { defaultThrottleLimits, LoginThrottle, type LoginAttempt } from './login-throttle.ts'

let now = 0
let limits = defaultThrottleLimits
let throttle = new LoginThrottle(() => now)
beforeEach(() => {
  now = 1000
  limits = defaultThrottleLimits
  throttle = new LoginThrottle(
    () => now,
    () => limits,
  )
})

const login = { address: '192.0.2.1', account: 'acme' }

/** Tries a login: its delay, or `refused`. */
function tried(attempt: LoginAttempt, outcome: 'right' | 'wrong'): number | 'refused' {
  const permitted = throttle.attempt(attempt)
  if (failed(permitted)) {
    assert.deepEqual(permitted.detail, { kind: 'named', name: 'too_many_requests' })
    return 'refused'
  }
  permitted[outcome]()
  return permitted.delayMs
}

let guesses = 0
function wrong(attempt: Omit<LoginAttempt, 'guess'> = login): number | 'refused' {
  guesses += 1
  return tried({ ...attempt, guess: String(guesses) }, 'wrong')
}

test('five wrong logins are answered slower and slower, the sixth not at all', () => {
  assert.deepEqual([wrong(), wrong(), wrong(), wrong(), wrong(), wrong()], [0, 0, 250, 500, 1000, 'refused'])
})

test('a right login is refused too while locked', () => {
  for (let i = 0; i < 5; i += 1) wrong()
  assert.equal(tried({ ...login, guess: 'right' }, 'right'), 'refused')
})

test('the lock ends when the wrong logins are 15 minutes old', () => {
  wrong()
  now += 600
  for (let i = 0; i < 4; i += 1) wrong()
  now += 299
  assert.equal(wrong(), 'refused')
  now += 1
  assert.equal(wrong(), 1000)
  assert.equal(wrong(), 'refused')
})

test('other accounts, users and addresses are not locked', () => {
  for (let i = 0; i < 6; i += 1) wrong()
  assert.equal(wrong({ ...login, account: 'other' }), 0)
  assert.equal(wrong({ ...login, user: 'jo' }), 0)
  assert.equal(wrong({ ...login, address: '192.0.2.2' }), 0)
  assert.equal(wrong({ ...login, account: 'ACME' }), 'refused')
})

test('right logins do not count, and do not wipe out wrong ones', () => {
  for (let i = 0; i < 20; i += 1) assert.equal(tried({ ...login, guess: 'right' }, 'right'), 0)
  for (let i = 0; i < 4; i += 1) wrong()
  tried({ ...login, guess: 'right' }, 'right')
  wrong()
  assert.equal(wrong(), 'refused')
})

test('an address that tries many accounts is locked as a whole', () => {
  for (let i = 0; i < 50; i += 1)
    assert.equal(wrong({ address: login.address, account: `account ${String(i)}` }), 0)
  assert.equal(wrong({ address: login.address, account: 'one more' }), 'refused')
  assert.equal(wrong({ address: '192.0.2.2', account: 'one more' }), 0)
})

test('many guesses at once get no further than one after another', () => {
  const permitted = Array.from({ length: 100 }, (_, i) =>
    throttle.attempt({ ...login, guess: `at once ${String(i)}` }),
  )
  assert.equal(permitted.filter((each) => !failed(each)).length, 5)
})

test('the same credentials many times at once are one guess', () => {
  const permitted = Array.from({ length: 20 }, () => throttle.attempt({ ...login, guess: 'same' }))
  assert.equal(permitted.filter(failed).length, 0)
  for (const each of permitted) if (!failed(each)) each.wrong()
  assert.deepEqual([wrong(), wrong(), wrong(), wrong(), wrong()], [0, 250, 500, 1000, 'refused'])
})

test('the same wrong credentials one after another count each time', () => {
  for (let i = 0; i < 5; i += 1)
    assert.notEqual(tried({ ...login, guess: 'old password' }, 'wrong'), 'refused')
  assert.equal(tried({ ...login, guess: 'old password' }, 'wrong'), 'refused')
})

test('limits can be changed and switched off', () => {
  limits = { ...defaultThrottleLimits, perLogin: 1 }
  assert.deepEqual([wrong(), wrong()], [0, 'refused'])
  limits = { ...defaultThrottleLimits, perLogin: 0, perAddress: 0 }
  for (let i = 0; i < 100; i += 1) assert.equal(typeof wrong(), 'number')
})

test('what is kept in mind is bounded, and shrinks again', () => {
  limits = { ...defaultThrottleLimits, remembered: 10 }
  for (let i = 0; i < 100; i += 1) wrong({ address: `192.0.2.${String(i)}`, account: 'x'.repeat(10_000) })
  assert.equal(throttle.size, 10)
  const fresh = new LoginThrottle(() => now)
  const attempt = fresh.attempt({ ...login, guess: 'x' })
  assert.ok(!failed(attempt))
  assert.equal(fresh.size, 2)
  attempt.right()
  assert.equal(fresh.size, 0)
})

test('wrong logins count in all processes with the same key, whichever found them wrong', () => {
  const key = new Uint8Array(32).fill(7)
  const [one, two] = [1, 2].map(() => new LoginThrottle(() => now, undefined, key))
  assert.ok(one && two)
  one.onWrong((wrong) => two.note(wrong))
  two.onWrong((wrong) => one.note(wrong))
  for (let n = 0; n < 5; n += 1) {
    const attempt = (n % 2 === 0 ? one : two).attempt({
      address: '192.0.2.9',
      account: 'a',
      guess: String(n),
    })
    assert.ok('wrong' in attempt)
    attempt.wrong()
  }
  for (const each of [one, two])
    assert.deepEqual(
      each.attempt({ address: '192.0.2.9', account: 'a', guess: 'next' }),
      systemError('too_many_requests'),
    )
  now += 901
  for (const each of [one, two])
    assert.ok('wrong' in each.attempt({ address: '192.0.2.9', account: 'a', guess: 'next' }))
})

test('the same wrong login, sent several times at once, is told once', () => {
  const told: unknown[] = []
  const one = new LoginThrottle(() => now)
  one.onWrong((wrong) => told.push(wrong))
  const attempts = [1, 2, 3].map(() => one.attempt({ address: '192.0.2.9', account: 'a', guess: 'g' }))
  for (const attempt of attempts) if ('wrong' in attempt) attempt.wrong()
  assert.equal(told.length, 1)
})

test('behind forwarders the last address counts: those before it are whatever the client says', () => {
  const throttle = new LoginThrottle(() => 0)
  for (const made of ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4', '5.5.5.5']) {
    const attempt = throttle.attempt({ address: `${made}, 9.9.9.9`, account: 'a', guess: made })
    assert.ok(!failed(attempt))
    assert.equal(attempt.last, made === '5.5.5.5')
    attempt.wrong()
  }
  assert.ok(failed(throttle.attempt({ address: '6.6.6.6, 9.9.9.9', account: 'a', guess: '6' })))
  assert.ok(!failed(throttle.attempt({ address: '9.9.9.9, 6.6.6.6', account: 'a', guess: '7' })))
})
