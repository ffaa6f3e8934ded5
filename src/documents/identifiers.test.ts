import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId, newModbId, newRequestId, nextRevision, randomHex, revisionNumber } from './identifiers.ts'

test('ids are UUIDs of version 7 without dashes that begin with the time', () => {
  const before = Date.now()
  const id = newId()
  assert.match(id, /^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/)
  const milliseconds = parseInt(id.slice(0, 12), 16)
  assert.ok(milliseconds >= before && milliseconds <= Date.now() + 1)
})

test('ids ascend, also within a millisecond, and never repeat', () => {
  const ids = Array.from({ length: 50_000 }, newId)
  for (let index = 1; index < ids.length; index++) {
    assert.ok((ids[index - 1] ?? '') < (ids[index] ?? ''))
  }
})

test('ids ascend when the clock is set back', (context) => {
  const first = newId()
  context.mock.timers.enable({ apis: ['Date'], now: 1000 })
  const second = newId()
  assert.ok(first < second)
})

test('random hex has the length asked for and does not repeat', () => {
  assert.match(randomHex(4), /^[0-9a-f]{8}$/)
  assert.equal(randomHex(9000).length, 18_000)
  assert.equal(new Set(Array.from({ length: 5000 }, () => randomHex(8))).size, 5000)
  assert.match(newRequestId(), /^[0-9a-f]{32}$/)
})

test('ids of monthly documents carry their month', () => {
  assert.match(newModbId(63_750_628_800), /^202003-[0-9a-f]{32}$/)
})

test('revisions count up and follow from the content', () => {
  const first = nextRevision(undefined, '{"name":"a"}', '{}')
  assert.match(first, /^1-[0-9a-f]{32}$/)
  assert.equal(nextRevision(undefined, '{"name":"a"}', '{}'), first)
  assert.notEqual(nextRevision(undefined, '{"name":"b"}', '{}'), first)
  assert.notEqual(nextRevision(undefined, '{"name":"a"}', '{"pvt_type":"x"}'), first)
  const tenth = nextRevision('9-c4ca4238a0b923820dcc509a6f75849b', '{}', '{}')
  assert.match(tenth, /^10-[0-9a-f]{32}$/)
  assert.notEqual(tenth, nextRevision('9-00000000000000000000000000000000', '{}', '{}'))
})

test('the number of a revision', () => {
  assert.equal(revisionNumber('12-abc'), 12)
  assert.equal(revisionNumber(undefined), 0)
  assert.equal(revisionNumber('nonsense'), 0)
})
