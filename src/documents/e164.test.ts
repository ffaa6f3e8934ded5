import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isReconcilable, to1Npan, toE164, toNpan } from './e164.ts'

test('numbers in their usual notations', () => {
  assert.equal(toE164('4155550123'), '+14155550123')
  assert.equal(toE164('14155550123'), '+14155550123')
  assert.equal(toE164('+14155550123'), '+14155550123')
  assert.equal(toE164('41234567'), '+41234567')
  assert.equal(toE164('01149303500000'), '+49303500000')
  assert.equal(toE164('0049303500000'), '+49303500000')
  assert.equal(toE164('+anything'), '+anything')
})

test('extensions, feature codes and emergency numbers stay as they are', () => {
  for (const number of [
    '1001',
    '911',
    '*97',
    '',
    'alice',
    '0115',
    '1155550123',
    '4155550123\n',
    '٤١٥٥٥٥٠١٢٣',
  ]) {
    assert.equal(toE164(number), number)
  }
})

test('a dial plan comes first, its result is converted as well', () => {
  const dialPlan = {
    system: ['us'],
    '^(\\d{7})$': { prefix: '415', description: 'local' },
    '^9(\\d+)$': {},
    '^(7)(x)?\\d\\d$': { prefix: '+49', suffix: '00' },
  }
  assert.equal(toE164('5550123', { dialPlan }), '+14155550123')
  assert.equal(toE164('94155550123', { dialPlan }), '+14155550123')
  assert.equal(toE164('712', { dialPlan }), '+49700')
  assert.equal(toE164('1001', { dialPlan }), '1001')
  assert.equal(toE164('+5550123', { dialPlan }), '+5550123')
})

test('of several expressions the first that matches counts', () => {
  const dialPlan = { '^\\d{4}$': { prefix: '+1' }, '^(\\d{4})$': { prefix: '+2' } }
  assert.equal(toE164('1234', { dialPlan }), '+11234')
})

test('a damaged dial plan does no harm', () => {
  const patterns = {
    '(': { prefix: '1' },
    '^(a+)+$': { prefix: '2' },
    '^1001$': 'no object',
    '^(1)': { prefix: { a: 1 } },
  }
  assert.equal(toE164('1001', { dialPlan: patterns }), '1')
  for (const dialPlan of ['text', ['^1001$'], null, 5, {}]) assert.equal(toE164('1001', { dialPlan }), '1001')
  const start = performance.now()
  assert.equal(toE164(`${'a'.repeat(100)}!`, { dialPlan: patterns }), `${'a'.repeat(100)}!`)
  assert.ok(performance.now() - start < 1000)
  const long = '4'.repeat(100_000)
  assert.equal(toE164(long), long)
})

test('configured conversions take the place of the built-in ones', () => {
  const converters = { '^0([1-9]\\d{5,})$': { prefix: '+49' } }
  assert.equal(toE164('0303500000', { converters }), '+49303500000')
  assert.equal(toE164('4155550123', { converters }), '4155550123')
})

test('what may be stored as a number', () => {
  for (const number of [
    '4155550123',
    '14155550123',
    '+14155550123',
    '+49303500',
    '01149',
    '0049',
    '1155550123',
  ]) {
    assert.ok(isReconcilable(number), number)
  }
  for (const number of ['1001', '911', '*97', '', '+1234', '49303500', '+1415555012a', '+19']) {
    assert.ok(!isReconcilable(number), number)
  }
  assert.ok(isReconcilable('1001', '^\\d{4}$'))
  assert.ok(!isReconcilable('4155550123', '^\\d{4}$'))
})

test('North American forms', () => {
  assert.equal(toNpan('+14155550123'), '4155550123')
  assert.equal(toNpan('4155550123'), '4155550123')
  assert.equal(toNpan('1001'), '1001')
  assert.equal(to1Npan('4155550123'), '14155550123')
  assert.equal(to1Npan('+14155550123'), '14155550123')
  assert.equal(to1Npan('+49303500000'), '+49303500000')
})
