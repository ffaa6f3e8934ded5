import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../json.ts'
import { differences, membersOf, overlay } from './layers.ts'

describe('overlay', () => {
  it('merges objects at any depth and replaces everything else', () => {
    assert.deepEqual(overlay({ a: { b: 1, c: [1, 2] }, d: 'x' }, { a: { c: [3] }, e: true }), {
      a: { b: 1, c: [3] },
      d: 'x',
      e: true,
    })
  })

  it('takes a key away for null, and nothing for an empty object', () => {
    assert.deepEqual(overlay({ a: 1, b: { c: 1, d: 2 } }, { a: null, b: { c: null }, e: {} }), {
      b: { d: 2 },
      e: {},
    })
    assert.deepEqual(overlay({ b: { c: 1 } }, { b: {} }), { b: { c: 1 } })
  })

  it('replaces a plain value by an object', () => {
    assert.deepEqual(overlay({ a: 1 }, { a: { b: 2 } }), { a: { b: 2 } })
  })

  it('treats names of JavaScript as ordinary keys', () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}') as JsonObject
    const laid = overlay({}, hostile)
    assert.equal(JSON.stringify(laid), '{"__proto__":{"polluted":true},"constructor":1}')
    assert.equal(JSON.stringify(differences(hostile, {})), JSON.stringify(hostile))
    assert.equal(Object.hasOwn({}, 'polluted'), false)
  })
})

describe('differences', () => {
  it('keeps what is other or not there below', () => {
    assert.deepEqual(
      differences(
        { a: 1, b: { c: 1, d: 2 }, e: ['x'], f: 'new' },
        { a: 1, b: { c: 1, d: 3 }, e: ['y'], g: 1 },
      ),
      { b: { d: 2 }, e: ['x'], f: 'new' },
    )
  })

  it('does not mind the order of keys, and finds equal lists equal', () => {
    assert.deepEqual(differences({ a: [{ x: 1, y: 2 }] }, { a: [{ y: 2, x: 1 }] }), {})
  })

  it('leaves out nulls and objects without differences', () => {
    assert.deepEqual(differences({ a: null, b: {}, c: { d: 1 } }, { c: { d: 1 } }), {})
  })

  it('gives back, laid over the layer below, what was wanted', () => {
    const below = { a: { b: 1, c: 2 }, d: [1] }
    const wanted = { a: { b: 1, c: 3 }, d: [1], e: 'x' }
    assert.deepEqual(overlay(below, differences(wanted, below)), wanted)
  })
})

describe('membersOf', () => {
  it('drops what was not asked for, at any depth', () => {
    assert.deepEqual(membersOf({ a: 5, b: { c: 1, d: 2 }, e: 1 }, { a: '5', b: { c: '1' } }), {
      a: 5,
      b: { c: 1 },
    })
  })
})
