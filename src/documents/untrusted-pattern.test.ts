import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConverters, defaultReconcilePattern } from './e164.ts'
import { defaultNumberClasses } from './number-classes.ts'
import { isHarmless, isPattern, matchUntrusted } from './untrusted-pattern.ts'

test('matches with groups, those that took no part are undefined', () => {
  assert.deepEqual(
    [...(matchUntrusted('^011(\\d{5,})$|^00(\\d{5,})$', '0049303500') ?? [])],
    ['0049303500', undefined, '49303500'],
  )
  assert.deepEqual([...(matchUntrusted('^(\\d)+$', '123') ?? [])], ['123', '3'])
  assert.equal(matchUntrusted('^\\d$', 'x'), undefined)
  assert.equal(matchUntrusted('^(\\d)+$', 'x'), undefined)
})

test('what does not compile matches nothing', () => {
  assert.equal(matchUntrusted('(', '('), undefined)
  assert.equal(matchUntrusted('[z-a]', 'z'), undefined)
  assert.ok(isPattern('^\\+?1'))
  assert.ok(!isPattern('*'))
})

test('patterns made to run for ever are stopped, and not tried again', () => {
  for (const source of ['^(a+)+$', '^(a|aa)+$', '(a*)*b', '^(?:a?){60}a{60}$', '^a*a*a*a*a*a*a*b$']) {
    const text = `${'a'.repeat(60)}!`
    const start = performance.now()
    assert.equal(matchUntrusted(source, text), undefined)
    assert.ok(performance.now() - start < 1000, source)
    const again = performance.now()
    for (let index = 0; index < 50; index++) matchUntrusted(source, text)
    assert.ok(performance.now() - again < 500, source)
  }
})

test('texts and patterns have a limit', () => {
  assert.equal(matchUntrusted('1', '1'.repeat(257)), undefined)
  assert.equal(matchUntrusted('1'.repeat(513), '1'.repeat(200)), undefined)
})

test('what cannot become slow needs no clock', () => {
  for (const source of [
    defaultReconcilePattern,
    ...Object.keys(defaultConverters),
    ...defaultNumberClasses.map(({ regex }) => regex),
    '^\\+*\\d*$',
    '^[+*]{3}[(*+?|]$',
    'a*b*|c*d*|e*f*',
  ])
    assert.equal(isHarmless(source), true, source)
  for (const source of [
    '(a*)*',
    '(a+)+$',
    '(?:a|b){2,}',
    'a*b*c*',
    '(a*|b*)(c*|d*)',
    '(a)\\1',
    '(?=a)a',
    'a?a?a?a?a?a?a?',
  ])
    assert.equal(isHarmless(source), false, source)
})
