import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { precondition } from './conditional.ts'

const document = (method: string) => ({ method, exists: true, etag: '2-abc' })

describe('If-Match', () => {
  const check = (value: string, target = document('POST')) => precondition(target, value, undefined)

  it('passes with the tag, in a list, bare, or with a star', () => {
    for (const value of ['"2-abc"', '"1-x" , "2-abc"', '2-abc', '1-x,2-abc', '*']) {
      assert.equal(check(value), undefined, value)
    }
  })

  it('is 412 with another tag, a weak one, or none that can be read', () => {
    for (const value of ['"1-x"', 'W/"2-abc"', '', '"2-ab"c']) assert.equal(check(value), 412, value)
  })

  it('is 412 where there is no tag or no resource', () => {
    assert.equal(precondition({ method: 'GET', exists: true }, '"2-abc"', undefined), 412)
    assert.equal(precondition({ method: 'GET', exists: true }, '*', undefined), undefined)
    assert.equal(precondition({ method: 'PUT', exists: false }, '*', undefined), 412)
  })
})

describe('If-None-Match', () => {
  const check = (value: string, method: string) => precondition(document(method), undefined, value)

  it('is 304 for reading what is known, and 412 for changing it', () => {
    for (const value of ['"2-abc"', 'W/"2-abc"', '"1", W/"2-abc"', '2-abc', '*']) {
      assert.equal(check(value, 'GET'), 304, value)
      assert.equal(check(value, 'HEAD'), 304, value)
      assert.equal(check(value, 'POST'), 412, value)
      assert.equal(check(value, 'DELETE'), 412, value)
    }
  })

  it('passes when another is known', () => {
    assert.equal(check('"1-x"', 'GET'), undefined)
    assert.equal(check('', 'GET'), undefined)
  })

  it('is 412 where there is no tag, and says nothing where there is no resource', () => {
    assert.equal(precondition({ method: 'GET', exists: true }, undefined, '"x"'), 412)
    assert.equal(precondition({ method: 'GET', exists: true }, undefined, '*'), 304)
    assert.equal(precondition({ method: 'PUT', exists: false }, undefined, '*'), undefined)
  })

  it('comes after If-Match', () => {
    assert.equal(precondition(document('GET'), '"1-x"', '"2-abc"'), 412)
    assert.equal(precondition(document('GET'), '"2-abc"', '"2-abc"'), 304)
  })
})

it('without either header passes', () => {
  assert.equal(precondition(document('DELETE'), undefined, undefined), undefined)
})
