import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inApiNames, normalizedNames } from './api-names.ts'

describe('names that clients see', () => {
  it('are made of camel case, one level deep', () => {
    assert.deepEqual(
      inApiNames({ uuid: 'u', isOnHold: true, gone: undefined, customChannelVars: { myVar: 1 } }),
      { uuid: 'u', is_on_hold: true, custom_channel_vars: { myVar: 1 } },
    )
  })

  it('are made of a switch’s own, at every depth', () => {
    assert.deepEqual(normalizedNames({ 'Call-ID': 'c', Slots: [{ 'CID-Name': 'Ann' }], plain: null }), {
      call_id: 'c',
      slots: [{ cid_name: 'Ann' }],
      plain: null,
    })
  })

  it('never reach an object’s prototype', () => {
    const hostile = JSON.parse('{"__PROTO__":{"polluted":true}}') as { readonly [key: string]: never }
    const normalized = normalizedNames(hostile)
    assert.equal(Object.getPrototypeOf(normalized), Object.prototype)
    assert.equal(JSON.stringify(normalized), '{"__proto__":{"polluted":true}}')
  })
})
