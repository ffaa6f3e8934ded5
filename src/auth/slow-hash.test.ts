import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed } from '../failures.ts'
import { SlowHash } from './slow-hash.ts'

const salt = Buffer.from('NaCl')

test('computes scrypt', async () => {
  // RFC 7914 section 12, second vector, first 32 bytes.
  const hash = await new SlowHash().hash('password', salt, { logN: 10, r: 8, p: 16 })
  assert.ok(!failed(hash))
  assert.equal(hash.toString('hex'), 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162')
})

test('allows the memory that costly parameters need', async () => {
  const hash = await new SlowHash().hash('p', salt, { logN: 16, r: 8, p: 1 })
  assert.ok(!failed(hash))
})

test('refuses what would wait in too long a queue, and goes on afterwards', async () => {
  const slow = new SlowHash({ concurrency: 1, waiting: 2 })
  const cost = { logN: 4, r: 1, p: 1 }
  const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((text) => slow.hash(text, salt, cost)))
  assert.deepEqual(outcomes.map(failed), [false, false, false, true])
  const refused = outcomes[3]
  assert.ok(failed(refused))
  assert.deepEqual(refused.detail, { kind: 'named', name: 'too_many_requests' })
  assert.ok(!failed(await slow.hash('e', salt, cost)))
})

test('works first come first served', async () => {
  const slow = new SlowHash({ concurrency: 1, waiting: 10 })
  const done: string[] = []
  const cost = { logN: 4, r: 1, p: 1 }
  await Promise.all(
    ['a', 'b', 'c', 'd'].map((text) => slow.hash(text, salt, cost).then(() => done.push(text))),
  )
  assert.deepEqual(done, ['a', 'b', 'c', 'd'])
})
