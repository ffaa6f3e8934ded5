import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { jsonpCallback, wrapJsonp } from './jsonp.ts'

describe('JSONP', () => {
  it('calls the function', () => {
    assert.equal(wrapJsonp('fn', '{"a":"\u2028/"}'), 'fn({"a":"\\u2028/"});')
  })

  it('takes names of identifiers and dots only', () => {
    for (const name of ['fn', 'jQuery1_2', '$.a._b', 'A']) assert.equal(jsonpCallback(name), name)
    for (const name of [
      undefined,
      true,
      '',
      'a b',
      'a()',
      '1a',
      'a..b',
      'a.',
      'alert(1)//',
      'a\n',
      'é',
      'a'.repeat(129),
    ]) {
      assert.equal(jsonpCallback(name), undefined, String(name))
    }
  })
})
