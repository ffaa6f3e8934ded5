import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isEmpty, isFalse, isTrue, roundHalfAway, toInteger, toNumber } from './coercion.ts'

test('booleans are read exactly', () => {
  assert.ok(isTrue(true) && isTrue('true'))
  assert.ok(isFalse(false) && isFalse('false'))
  for (const value of ['1', 'yes', 'TRUE', 'True', 1, 0, '', null, undefined, [], {}]) {
    assert.ok(!isTrue(value) && !isFalse(value), JSON.stringify(value))
  }
})

test('integers', () => {
  assert.equal(toInteger(5), 5)
  assert.equal(toInteger('5'), 5)
  assert.equal(toInteger('+5'), 5)
  assert.equal(toInteger('-5'), -5)
  assert.equal(toInteger('007'), 7)
  assert.equal(toInteger('63895000000'), 63_895_000_000)
})

test('fractions are rounded, halves away from zero', () => {
  assert.equal(toInteger(2.5), 3)
  assert.equal(toInteger(-2.5), -3)
  assert.equal(toInteger('2.49'), 2)
  assert.equal(toInteger('-2.5'), -3)
  assert.equal(toInteger('1.5e2'), 150)
  assert.equal(toInteger(0.49999999999999994), 0)
  assert.ok(Object.is(toInteger(-0.3), 0))
  assert.ok(Object.is(toInteger('-0'), 0))
  assert.equal(roundHalfAway(-1.5), -2)
})

test('what is no number fails', () => {
  const values = ['', ' 5', '5 ', '5x', 'x', '1e3', '.5', '5.', '0x10', 'NaN', 'Infinity', '1,5', '1_000']
  for (const value of [...values, '9'.repeat(400), '1.0e400', true, null, undefined, [5], { a: 1 }, NaN]) {
    assert.equal(toInteger(value), undefined, JSON.stringify(value))
  }
})

test('numbers keep their fraction', () => {
  assert.equal(toNumber('2.25'), 2.25)
  assert.equal(toNumber(2.25), 2.25)
  assert.equal(toNumber('two'), undefined)
})

test('empty values', () => {
  for (const value of [undefined, null, '', '0', 'NULL', 'undefined', 0, -0, [], {}, { a: undefined }]) {
    assert.ok(isEmpty(value), JSON.stringify(value))
  }
  for (const value of [false, true, 1, 'null', '00', ' ', [0], [null], { a: null }, { a: '' }]) {
    assert.ok(!isEmpty(value), JSON.stringify(value))
  }
})
