import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { failed, type Failure } from '../failures.ts'
import {
  defaultThrottleLimits,
  LoginThrottle,
  type LoginAttempt,
  type PermittedAttempt,
} from './login-throttle.ts'

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

/** Tries a login that is right. */
async function right(attempt: LoginAttempt = { ...login, guess: 'right' }): Promise<'in' | 'refused'> {
  const done = await throttle.permit(attempt, (permitted) => {
    permitted.right()
    return Promise.resolve('in' as const)
  })
  return refusedOr(done)
}

let guesses = 0
/** Tries a login that is wrong: for how long the answer is held back. */
async function wrong(attempt: Partial<LoginAttempt> = {}): Promise<number | 'refused'> {
  guesses += 1
  const guess = { ...login, guess: String(guesses), ...attempt }
  return refusedOr(await throttle.permit(guess, (permitted) => Promise.resolve(permitted.wrong().delayMs)))
}

function refusedOr<Done>(done: Done): Exclude<Done, Failure> | 'refused' {
  if (!failed(done)) return done as Exclude<Done, Failure>
  assert.deepEqual(done.detail, { kind: 'named', name: 'too_many_requests' })
  return 'refused'
}

async function times<Done>(count: number, what: () => Promise<Done>): Promise<readonly Done[]> {
  const all: Done[] = []
  for (let n = 0; n < count; n += 1) all.push(await what())
  return all
}

/** Logins that are under way until the test settles them, oldest first. */
class UnderWay {
  readonly checked: string[] = []
  readonly answers = new Map<string, 'in' | 'out' | 'refused'>()
  readonly #open = new Map<string, (outcome: 'right' | 'wrong') => void>()

  begin(name: string, attempt: Partial<LoginAttempt> = {}): void {
    const check = (permitted: PermittedAttempt): Promise<'in' | 'out'> => {
      this.checked.push(name)
      return new Promise((resolve) => {
        this.#open.set(name, (outcome) => {
          permitted[outcome]()
          resolve(outcome === 'right' ? 'in' : 'out')
        })
      })
    }
    void throttle.permit({ ...login, guess: name, ...attempt }, check).then((done) => {
      this.answers.set(name, refusedOr(done))
    })
  }

  async settle(name: string, outcome: 'right' | 'wrong'): Promise<void> {
    this.#open.get(name)?.(outcome)
    await turn()
  }
}

/** Lets everything happen that can happen now. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test('five wrong logins are answered slower and slower, the sixth not at all', async () => {
  assert.deepEqual(await times(6, wrong), [0, 0, 250, 500, 1000, 'refused'])
})

test('the last that is permitted is told', async () => {
  const last = (): Promise<unknown> =>
    throttle.permit({ ...login, guess: 'x' }, (permitted) => Promise.resolve(permitted.wrong().last))
  assert.deepEqual(await times(5, last), [false, false, false, false, true])
})

test('a right login is refused too while locked', async () => {
  await times(5, wrong)
  assert.equal(await right(), 'refused')
})

test('the lock ends when the wrong logins are 15 minutes old', async () => {
  await wrong()
  now += 600
  await times(4, wrong)
  now += 299
  assert.equal(await wrong(), 'refused')
  now += 1
  assert.equal(await wrong(), 1000)
  assert.equal(await wrong(), 'refused')
})

test('other accounts, users, purposes and addresses are not locked', async () => {
  await times(6, wrong)
  assert.equal(await wrong({ account: 'other' }), 0)
  assert.equal(await wrong({ user: 'jo' }), 0)
  assert.equal(await wrong({ purpose: 'recovery' }), 0)
  assert.equal(await wrong({ address: '192.0.2.2' }), 0)
  assert.equal(await wrong({ account: 'ACME' }), 'refused')
})

test('an IPv6 address is locked, and forgiven, with its network', async () => {
  for (let n = 0; n < 5; n += 1) await wrong({ address: `2001:db8::${String(n)}` })
  assert.equal(await wrong({ address: '2001:db8::ffff:1' }), 'refused')
  assert.equal(await wrong({ address: '2001:db8:0:1::1' }), 0)
  throttle.forgive('2001:db8::99')
  assert.equal(await wrong({ address: '2001:db8::ffff:1' }), 0)
})

test('right logins do not count, and do not wipe out wrong ones', async () => {
  assert.deepEqual(new Set(await times(20, () => right())), new Set(['in']))
  await times(4, wrong)
  await right()
  await wrong()
  assert.equal(await wrong(), 'refused')
})

test('an address that tries many accounts is locked as a whole', async () => {
  for (let i = 0; i < 50; i += 1) assert.equal(await wrong({ account: `account ${String(i)}` }), 0)
  assert.equal(await wrong({ account: 'one more' }), 'refused')
  assert.equal(await wrong({ address: '192.0.2.2', account: 'one more' }), 0)
})

test('of a thousand guesses at once five are checked', async () => {
  const at = new UnderWay()
  for (let n = 0; n < 1000; n += 1) at.begin(`guess ${String(n)}`)
  await turn()
  assert.equal(at.checked.length, 5)
  for (const name of at.checked) await at.settle(name, 'wrong')
  assert.equal(at.checked.length, 5)
  const answers = [...at.answers.values()]
  assert.equal(answers.length, 1000)
  assert.equal(answers.filter((answer) => answer === 'refused').length, 995)
  assert.equal(await right(), 'refused')
})

test('of a thousand guesses at once to a thousand accounts fifty are checked', async () => {
  const at = new UnderWay()
  for (let n = 0; n < 1000; n += 1) at.begin(`guess ${String(n)}`, { account: String(n) })
  await turn()
  // Those that are let in meanwhile are gone through as well.
  for (const name of at.checked) await at.settle(name, 'wrong')
  assert.equal(at.checked.length, 50)
  assert.equal(at.answers.size, 1000)
})

test('right logins at the same moment wait for each other, and all get in', async () => {
  const at = new UnderWay()
  for (let n = 0; n < 200; n += 1) at.begin(String(n))
  await turn()
  assert.deepEqual(at.checked, ['0', '1', '2', '3', '4'])
  for (let n = 0; n < 200; n += 1) await at.settle(String(n), 'right')
  assert.deepEqual(
    at.checked,
    Array.from({ length: 200 }, (_, n) => String(n)),
  )
  assert.deepEqual(new Set(at.answers.values()), new Set(['in']))
  assert.equal(throttle.size, 0)
})

test('wrong ones among them leave less room, until none is left', async () => {
  const at = new UnderWay()
  for (let n = 0; n < 12; n += 1) at.begin(String(n))
  await turn()
  for (const [name, outcome] of [
    ['0', 'wrong'],
    ['1', 'wrong'],
    ['2', 'right'],
    ['3', 'right'],
    ['4', 'wrong'],
  ] as const)
    await at.settle(name, outcome)
  assert.deepEqual(at.checked, ['0', '1', '2', '3', '4', '5', '6'])
  await at.settle('5', 'wrong')
  await at.settle('6', 'right')
  assert.deepEqual(at.checked.slice(7), ['7'])
  await at.settle('7', 'right')
  await at.settle('8', 'wrong')
  assert.deepEqual(at.checked.slice(7), ['7', '8'])
  assert.deepEqual([...at.answers.values()].slice(-3), ['refused', 'refused', 'refused'])
})

test('more than can wait are refused, and those who wait too long', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const at = new UnderWay()
  for (let n = 0; n < 262; n += 1) at.begin(String(n))
  await turn()
  assert.deepEqual([...at.answers], [['261', 'refused']])
  t.mock.timers.tick(15_000)
  await turn()
  assert.equal(at.answers.size, 257)
  assert.equal(at.checked.length, 5)
  await at.settle('0', 'right')
  assert.equal(await right(), 'in')
})

test('a check that breaks off does not count, and lets the next one in', async () => {
  limits = { ...defaultThrottleLimits, perLogin: 1 }
  const broken = throttle.permit({ ...login, guess: 'a' }, () =>
    Promise.reject(new Error('the disk is full')),
  )
  const next = right()
  await assert.rejects(broken, /the disk is full/)
  assert.equal(await next, 'in')
  const unsettled = await throttle.permit({ ...login, guess: 'b' }, () => Promise.resolve('not tried'))
  assert.equal(unsettled, 'not tried')
  assert.equal(await wrong(), 0)
  assert.equal(await right(), 'refused')
})

test('the same credentials many times at once are one guess', async () => {
  const at = new UnderWay()
  for (let n = 0; n < 20; n += 1) at.begin(String(n), { guess: 'same' })
  await turn()
  assert.equal(at.checked.length, 20)
  for (let n = 0; n < 20; n += 1) await at.settle(String(n), 'wrong')
  assert.deepEqual(await times(5, wrong), [0, 250, 500, 1000, 'refused'])
})

test('the same wrong credentials one after another count each time', async () => {
  const old = await times(6, () => wrong({ guess: 'old password' }))
  assert.deepEqual(old, [0, 0, 250, 500, 1000, 'refused'])
})

test('limits can be changed and switched off', async () => {
  limits = { ...defaultThrottleLimits, perLogin: 1 }
  assert.deepEqual(await times(2, wrong), [0, 'refused'])
  limits = { ...defaultThrottleLimits, perLogin: 0, perAddress: 0 }
  assert.deepEqual(new Set(await times(100, wrong)), new Set([0]))
})

test('what is kept in mind is bounded, and shrinks again', async () => {
  limits = { ...defaultThrottleLimits, remembered: 10 }
  for (let i = 0; i < 100; i += 1)
    await wrong({ address: `192.0.2.${String(i)}`, account: 'x'.repeat(10_000) })
  assert.equal(throttle.size, 10)
  throttle = new LoginThrottle(() => now)
  await throttle.permit({ ...login, guess: 'x' }, (permitted) => {
    assert.equal(throttle.size, 2)
    permitted.right()
    return Promise.resolve()
  })
  assert.equal(throttle.size, 0)
})

test('what was wrong is forgiven to an address, or to an account', async () => {
  await times(5, wrong)
  throttle.forgive('192.0.2.2')
  assert.equal(await right(), 'refused')
  throttle.forgive('192.0.2.1')
  assert.equal(await right(), 'in')
  await times(5, wrong)
  throttle.forgive('other')
  assert.equal(await right(), 'refused')
  throttle.forgive('Acme')
  assert.equal(await right(), 'in')
  assert.deepEqual(await times(5, wrong), [0, 0, 250, 500, 1000])
})
