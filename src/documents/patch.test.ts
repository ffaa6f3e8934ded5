import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../json.ts'
import { mergePatch, stripPrivate } from './patch.ts'

test('objects merge at any depth, scalars and arrays replace', () => {
  assert.deepEqual(
    mergePatch(
      { name: 'old', numbers: [1, 2, 3], caller_id: { internal: { name: 'a', number: '1' } }, enabled: true },
      { name: 'new', numbers: [4], caller_id: { internal: { name: 'b' } }, extra: { x: 1 } },
    ),
    {
      name: 'new',
      numbers: [4],
      caller_id: { internal: { name: 'b', number: '1' } },
      enabled: true,
      extra: { x: 1 },
    },
  )
})

test('null removes at any depth', () => {
  assert.deepEqual(mergePatch({ a: 1, b: { c: 2, d: { e: 3 } } }, { a: null, b: { d: { e: null } } }), {
    b: { c: 2, d: {} },
  })
  assert.deepEqual(mergePatch({ a: 1 }, { new: { x: null, y: 1 }, gone: null }), { a: 1, new: { y: 1 } })
})

test('an empty object replaces a stored object', () => {
  assert.deepEqual(mergePatch({ flow: { data: { id: 1 }, module: 'x' } }, { flow: { data: {} } }), {
    flow: { data: {}, module: 'x' },
  })
  assert.deepEqual(mergePatch({ a: 1 }, {}), { a: 1 })
})

test('an object replaces what was no object, and the reverse', () => {
  assert.deepEqual(mergePatch({ a: 'text', b: [1], c: { d: 1 } }, { a: { x: 1 }, b: { y: 2 }, c: 'text' }), {
    a: { x: 1 },
    b: { y: 2 },
    c: 'text',
  })
})

test('stored nulls are dropped, those inside arrays are kept', () => {
  assert.deepEqual(mergePatch({ a: null, b: { c: null, d: 1 }, e: [null, { f: null }] }, { x: [null] }), {
    b: { d: 1 },
    e: [null, { f: null }],
    x: [null],
  })
})

test('neither argument is changed', () => {
  const stored = Object.freeze({ a: Object.freeze({ b: 1, n: null }) })
  const patch = Object.freeze({ a: Object.freeze({ c: 2 }) })
  assert.deepEqual(mergePatch(stored, patch), { a: { b: 1, c: 2 } })
})

test('names of the language itself do no harm', () => {
  const patch = JSON.parse(
    '{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":2}},"constructor":{"prototype":{"p":3}}}',
  ) as JsonObject
  const merged = mergePatch({ a: { b: 1 } }, patch)
  assert.equal(({} as JsonObject)['polluted'], undefined)
  assert.equal(Object.getPrototypeOf(merged), Object.prototype)
  assert.equal(merged['polluted'], undefined)
  assert.equal(
    JSON.stringify(merged),
    '{"a":{"b":1,"__proto__":{"polluted":2}},"__proto__":{"polluted":1},"constructor":{"prototype":{"p":3}}}',
  )
})

test('very deep objects do not exhaust the stack', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`) as JsonObject
  assert.ok(mergePatch(deep, deep)['a'])
})

test('private keys are taken out, at the top only', () => {
  const sent = JSON.parse(
    '{"_id":1,"_read_only":{},"pvt_type":"x","__proto__":{},"pvt":1,"a":{"_b":1,"pvt_c":2}}',
  ) as JsonObject
  assert.deepEqual(stripPrivate(sent), { pvt: 1, a: { _b: 1, pvt_c: 2 } })
})
