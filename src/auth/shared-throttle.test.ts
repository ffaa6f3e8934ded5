import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { failed } from '../failures.ts'
import type { JsonObject } from '../json.ts'
import { LoginThrottle } from './login-throttle.ts'
import { SharedPlaces } from './shared-places.ts'
import { countTogether } from './throttle-gossip.ts'

const login = { address: '192.0.2.9', account: 'acme' }

/** Throttles of several processes. What one says the others hear `latencyMs` later. */
function processes(count: number, latencyMs: number): readonly LoginThrottle[] {
  const key = new Uint8Array(32).fill(7)
  const leases = new Map<string, string>()
  const hearers: { self: number; topic: string; listener: (message: JsonObject) => void }[] = []
  return Array.from({ length: count }, (_, self) => {
    const store = {
      shared: true,
      lease: async (name: string, holder: string) => {
        await pause(1)
        if (leases.has(name) && leases.get(name) !== holder) return false
        leases.set(name, holder)
        return true
      },
      release: async (name: string, holder: string) => {
        await pause(1)
        if (leases.get(name) === holder) leases.delete(name)
      },
      say: (topic: string, message: JsonObject) => {
        setTimeout(() => {
          for (const each of hearers) if (each.self !== self && each.topic === topic) each.listener(message)
        }, latencyMs)
      },
      hear: (topic: string, listener: (message: JsonObject) => void) => {
        hearers.push({ self, topic, listener })
        return () => undefined
      },
    }
    const throttle = new LoginThrottle(() => 1000, undefined, key, new SharedPlaces(store))
    countTogether(throttle, store)
    return throttle
  })
}

/** Tries a login whose check takes a while. */
async function tried(throttle: LoginThrottle | undefined, guess: string, right: boolean): Promise<string> {
  const done = await throttle?.permit({ ...login, guess }, async (permitted) => {
    await pause(10)
    if (right) permitted.right()
    else permitted.wrong()
    return right ? 'in' : 'out'
  })
  return done === undefined || failed(done) ? 'refused' : done
}

test('guesses at the same moment in several processes are no more than in one', async () => {
  const all = processes(4, 200)
  const guesses = Array.from({ length: 100 }, (_, n) => tried(all[n % 4], String(n), false))
  const answers = await Promise.all(guesses)
  assert.equal(answers.filter((answer) => answer === 'out').length, 5)
  assert.equal(answers.filter((answer) => answer === 'refused').length, 95)
  for (const each of all) assert.equal(await tried(each, 'right', true), 'refused')
})

test('right logins at the same moment in several processes all get in', async () => {
  const all = processes(4, 200)
  const logins = Array.from({ length: 100 }, (_, n) => tried(all[n % 4], String(n), true))
  assert.deepEqual(new Set(await Promise.all(logins)), new Set(['in']))
})

test('who needs no place does not wait for those of another process', async () => {
  const [one, two] = processes(2, 0)
  assert.ok(one && two)
  const entered: string[] = []
  const finish: (() => void)[] = []
  const slow = [0, 1, 2, 3, 4].map((n) =>
    one.permit({ ...login, guess: String(n) }, () => new Promise<void>((resolve) => finish.push(resolve))),
  )
  while (finish.length < slow.length) await pause(5)
  const enter = (guess: string, unhindered: boolean): Promise<unknown> =>
    two.permit({ ...login, guess, unhindered }, () => Promise.resolve(entered.push(guess)))
  const usual = enter('usual', false)
  await enter('unhindered', true)
  assert.deepEqual(entered, ['unhindered'])
  for (const each of finish) each()
  await Promise.all([...slow, usual])
  assert.deepEqual(entered, ['unhindered', 'usual'])
})

test('wrong logins one after another count in all processes, whichever found them wrong', async () => {
  const [one, two] = processes(2, 0)
  for (let n = 0; n < 5; n += 1) {
    assert.equal(await tried(n % 2 === 0 ? one : two, String(n), false), 'out')
    await pause(5)
  }
  assert.deepEqual(await Promise.all([tried(one, 'x', true), tried(two, 'y', true)]), ['refused', 'refused'])
  one?.forgive('acme')
  await pause(5)
  assert.equal(await tried(two, 'z', true), 'in')
})

test('the same wrong login, sent several times at once, is told once', async () => {
  const told: unknown[] = []
  const one = new LoginThrottle(() => 1000)
  one.onSettled(
    (wrong) => told.push(wrong),
    () => undefined,
  )
  await Promise.all([1, 2, 3].map(() => tried(one, 'same', false)))
  assert.equal(told.length, 1)
})
