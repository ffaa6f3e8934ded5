import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pattern } from './pattern.ts'

test('POSIX classes, as PCRE has them', () => {
  const word = pattern('^[[:alnum:]_]+$')
  assert.ok(word.test('Az_9'))
  assert.ok(!word.test('a-b'))
  assert.ok(!word.test(':'))
  assert.ok(pattern('^[^[:space:][:punct:]]+$').test('ab'))
  assert.ok(!pattern('^[^[:space:][:punct:]]+$').test('a]'))
})

test('escapes JavaScript has no need of', () => {
  assert.ok(pattern('[a-z]{2}\\-[A-Z]{2}').test('en-US'))
  assert.ok(pattern('^[a-z\\-]+$').test('a-b'))
  assert.ok(!pattern('^[a-z\\-]+$').test('a_b'))
})

test('wildcards at the ends may go, those that mean something stay', () => {
  assert.equal(pattern('.*[\\{]{2}domain[\\}]{2}.*').source, '[\\{]{2}domain[\\}]{2}')
  assert.equal(pattern('custom_sip_headers\\..*').source, 'custom_sip_headers\\.')
  assert.equal(pattern('a\\.*').source, 'a\\.*')
  assert.equal(pattern('^.*a').source, '^.*a')
  assert.equal(pattern('.*?a').source, '.*?a')
  assert.equal(pattern('.+').source, '.+')
  assert.ok(pattern('.*').test(''))
})
