import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import type { JsonObject } from '../../json.ts'
import { BucketGossip, gossipMs } from './bucket-gossip.ts'
import { bucketSettings } from './bucket-settings.ts'
import { TokenBuckets } from './token-buckets.ts'

/** Buckets of several processes that hear each other at once. */
function processes(count: number): {
  buckets: TokenBuckets[]
  messages: JsonObject[]
  readonly pass: (ms: number) => void
} {
  let now = 1_000_000
  const messages: JsonObject[] = []
  const hearers: ((message: JsonObject) => void)[] = []
  const buckets = Array.from({ length: count }, (_, self) => {
    const own = new TokenBuckets(
      () => now,
      () => bucketSettings(undefined),
    )
    new BucketGossip(own, {
      say: (_topic, message) => {
        messages.push(message)
        for (const [at, hear] of hearers.entries()) if (at !== self) hear(message)
      },
      hear: (_topic, listener) => {
        hearers[self] = listener
        return () => undefined
      },
    })
    return own
  })
  const pass = (ms: number): void => {
    now += ms
    mock.timers.tick(ms)
  }
  return { buckets, messages, pass }
}

test('what one process gives away is gone in the others a fifth of a second later', () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const { buckets, messages, pass } = processes(3)
  buckets[0]?.consume('a', 30)
  buckets[0]?.consume('a', 30)
  buckets[1]?.consume('a', 5)
  pass(gossipMs)
  assert.deepEqual(
    buckets.map((each) => each.remaining('a')),
    [35, 35, 35],
  )
  assert.deepEqual(messages, [{ a: 60 }, { a: 5 }])
  pass(10 * gossipMs)
  assert.equal(messages.length, 2)
  mock.timers.reset()
})

test('what was taken twice is owed: over time no more is given than one process would give', () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const { buckets, pass } = processes(2)
  for (const each of buckets) assert.equal(each.consume('a', 100), true)
  pass(gossipMs)
  for (const each of buckets) assert.equal(each.remaining('a'), 0)
  // 100 are owed, and 10 a second come.
  pass(10_000 - gossipMs)
  for (const each of buckets) assert.equal(each.consume('a', 1), false)
  pass(1000)
  for (const each of buckets) assert.equal(each.remaining('a'), 10)
  mock.timers.reset()
})

test('draining tells what was there', () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const { buckets, messages, pass } = processes(2)
  buckets[0]?.consume('a', 90)
  buckets[0]?.drain('a', 35)
  buckets[0]?.drain('a', 35)
  pass(gossipMs)
  assert.deepEqual(messages, [{ a: 100 }])
  assert.equal(buckets[1]?.remaining('a'), 0)
  mock.timers.reset()
})

test('messages are short, and of very many buckets those that gave most are told first', () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const { buckets, messages, pass } = processes(2)
  const name = (n: number): string => `${'x'.repeat(90)}${String(n)}`
  for (let n = 0; n < 2000; n += 1) buckets[0]?.consume(name(n), n === 1999 ? 50 : 1)
  pass(gossipMs)
  assert.equal(messages.length, 10)
  for (const message of messages) assert.equal(JSON.stringify(message).length < 7000, true)
  assert.equal(Object.keys(messages[0] ?? {})[0], name(1999))
  for (let n = 0; n < 10; n += 1) pass(gossipMs)
  assert.equal(messages.flatMap((each) => Object.keys(each)).length, 2000)
  mock.timers.reset()
})
