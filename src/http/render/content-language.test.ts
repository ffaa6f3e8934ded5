import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentLanguage } from './content-language.ts'

test('the language liked best of those offered', () => {
  for (const [header, language] of [
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['de', 'de'],
    ['de-DE,de;q=0.9,en;q=0.8', 'de-de'],
    ['fr;q=0.1, en-us', 'en-us'],
    ['fr;q=0, EN-GB;q=0.5', 'en-gb'],
    ['en;q=0.5, fr', 'en'],
    ['fr;q=x', 'en'],
  ] as const)
    assert.equal(contentLanguage(header), language, String(header))
})
