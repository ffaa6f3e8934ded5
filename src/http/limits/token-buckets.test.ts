import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { bucketSettings, type BucketSettings } from './bucket-settings.ts'
import { bucketName, TokenBuckets } from './token-buckets.ts'

let now = 0
let settings: BucketSettings = bucketSettings(undefined)
let buckets = new TokenBuckets(
  () => now,
  () => settings,
)
beforeEach(() => {
  now = 5_000_123
  settings = bucketSettings(undefined)
  buckets = new TokenBuckets(
    () => now,
    () => settings,
  )
})

test('a bucket begins full, also before it is used', () => {
  assert.equal(buckets.remaining('a'), 100)
  assert.equal(buckets.size, 0)
  assert.equal(buckets.consume('a', 1), true)
  assert.equal(buckets.remaining('a'), 99)
  assert.equal(buckets.remaining('b'), 100)
})

test('all tokens can be taken, but no more, and a refusal takes none', () => {
  assert.equal(buckets.consume('a', 60), true)
  assert.equal(buckets.consume('a', 41), false)
  assert.equal(buckets.remaining('a'), 40)
  assert.equal(buckets.consume('a', 40), true)
  assert.equal(buckets.remaining('a'), 0)
  assert.equal(buckets.consume('a', 1), false)
})

test('what is free needs no bucket', () => {
  buckets.consume('a', 100)
  for (const cost of [0, -5]) assert.equal(buckets.consume('a', cost), true)
  assert.equal(buckets.remaining('a'), 0)
  buckets.consume('b', 0)
  assert.equal(buckets.size, 1)
})

test('draining empties a bucket that has not enough', () => {
  assert.equal(buckets.drain('a', 35), true)
  assert.equal(buckets.remaining('a'), 65)
  assert.equal(buckets.drain('a', 66), false)
  assert.equal(buckets.remaining('a'), 0)
})

test('ten tokens come each second, as one block, counted from the first use', () => {
  buckets.consume('a', 100)
  now += 999
  assert.equal(buckets.remaining('a'), 0)
  now += 1
  assert.equal(buckets.remaining('a'), 10)
  assert.equal(buckets.consume('a', 10), true)
  now += 2_500
  assert.equal(buckets.remaining('a'), 20)
  now += 499
  assert.equal(buckets.remaining('a'), 20)
  now += 1
  assert.equal(buckets.remaining('a'), 30)
})

test('a bucket holds no more than its capacity', () => {
  buckets.consume('a', 15)
  now += 60_000
  assert.equal(buckets.remaining('a'), 100)
  assert.equal(buckets.consume('a', 100), true)
  assert.equal(buckets.consume('a', 1), false)
})

test('asking what remains does not disturb the filling', () => {
  buckets.consume('a', 100)
  for (let i = 0; i < 9; i += 1) {
    now += 100
    assert.equal(buckets.remaining('a'), 0)
  }
  now += 100
  assert.equal(buckets.remaining('a'), 10)
})

test('a bucket that is not used for 600 seconds is dropped', () => {
  settings = bucketSettings({ tokens_fill_time: 'day' })
  buckets.consume('a', 100)
  now += 600_000
  assert.equal(buckets.remaining('a'), 0)
  now += 1
  assert.equal(buckets.remaining('a'), 100)
  buckets.consume('b', 1)
  assert.equal(buckets.size, 1)
})

test('being used, even in vain, keeps a bucket', () => {
  settings = bucketSettings({ tokens_fill_time: 'day' })
  buckets.consume('a', 100)
  for (let i = 0; i < 3; i += 1) {
    now += 500_000
    assert.equal(buckets.consume('a', 1), false)
  }
})

test('the number of buckets is bounded; the longest unused leave', () => {
  const few = new TokenBuckets(
    () => now,
    () => settings,
    3,
  )
  for (const name of ['a', 'b', 'c']) few.consume(name, 50)
  few.consume('a', 1)
  few.consume('d', 50)
  assert.equal(few.size, 3)
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((name) => few.remaining(name)),
    [49, 100, 50, 50],
  )
})

test('new settings take effect at once', () => {
  buckets.consume('a', 10)
  settings = { ...settings, capacity: 20 }
  assert.equal(buckets.remaining('a'), 20)
  settings = { ...settings, capacity: 200, fillTokens: 7 }
  now += 1000
  assert.equal(buckets.remaining('a'), 27)
})

test('names of buckets', () => {
  assert.equal(bucketName('192.0.2.1', 'abc'), '192.0.2.1/abc')
  assert.equal(bucketName('192.0.2.1', undefined), '192.0.2.1/no_account')
  assert.equal(bucketName(undefined, 'abc'), 'no_ip/abc')
  assert.equal(bucketName(undefined, undefined), 'no_ip/no_account')
  assert.equal(bucketName('2001:db8:1:2:3:4:5:6', 'abc'), '2001:db8:1:2::/64/abc')
})

test('settings: of the application, else of all, else built in; nonsense counts as not set', () => {
  const standard = { capacity: 100, fillTokens: 10, fillMs: 1000, idleMs: 600_000 }
  assert.deepEqual(bucketSettings(undefined), standard)
  assert.deepEqual(
    bucketSettings({
      crossbar: { max_bucket_tokens: 7, tokens_fill_rate: 3, tokens_fill_time: 'hour' },
      default: { max_bucket_tokens: 9 },
      tokens_fill_rate: 4,
      tokens_fill_time: 'day',
      inactivity_timeout_s: 60,
    }),
    { capacity: 7, fillTokens: 3, fillMs: 3_600_000, idleMs: 60_000 },
  )
  const general = { default: { max_bucket_tokens: 9 }, tokens_fill_rate: '4', tokens_fill_time: 'minute' }
  assert.deepEqual(bucketSettings(general), { ...standard, capacity: 9, fillTokens: 4, fillMs: 60_000 })
  assert.deepEqual(bucketSettings(general, 'other'), {
    ...standard,
    capacity: 9,
    fillTokens: 4,
    fillMs: 60_000,
  })
  assert.deepEqual(
    bucketSettings({
      default: { max_bucket_tokens: 0 },
      crossbar: 'x',
      tokens_fill_rate: -1,
      tokens_fill_time: 'week',
      inactivity_timeout_s: 1.5,
    }),
    standard,
  )
})
