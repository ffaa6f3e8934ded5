import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readableBytes } from './progress.ts'

it('lengths are written for people', () => {
  assert.equal(readableBytes(0), '0 bytes')
  assert.equal(readableBytes(999), '999 bytes')
  assert.equal(readableBytes(1500), '1.5 kB')
  assert.equal(readableBytes(2_340_000_000), '2.3 GB')
  assert.equal(readableBytes(5e15), '5000.0 TB')
})
