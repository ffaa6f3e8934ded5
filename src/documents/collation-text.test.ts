import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodeKey } from './collation.ts'

const collator = new Intl.Collator('und')

function order(one: string, other: string): number {
  return Math.sign(Buffer.compare(encodeKey(one), encodeKey(other)))
}

function assertAscending(texts: readonly string[]): void {
  for (const [low, one] of texts.entries()) {
    for (const [high, other] of texts.entries()) {
      assert.equal(order(one, other), Math.sign(low - high), `${one} and ${other}`)
    }
  }
}

test('strings by letters, then accents, then case', () => {
  assertAscending([
    '',
    ' ',
    '_',
    '-',
    ',',
    '.',
    '@',
    '/',
    '+',
    '~',
    '$',
    '€',
    '1',
    '10',
    '2',
    'a',
    'A',
    'á',
    'Á',
    'ab',
    'aB',
    'Ab',
    'ábc',
    'ae',
    'AE',
    'æ',
    'Æ',
    'af',
    'b',
    'o',
    'ø',
    'oe',
    'œ',
    'resume',
    'Resume',
    'résumé',
    'Résumé',
    'ss',
    'ß',
    'st',
    'Ω',
    'Ивано́в',
    'Йод',
    'א',
    'ب',
    'ก',
    'เก',
    'ข',
    '한국',
    'か',
    'カ',
    'が',
    'き',
    '一',
    '日',
    '日本',
    '𠀀',
    '\u{10fffd}',
    '\ufff0',
  ])
})

/** All characters of some ranges, but none of those that stand for several letters. */
function characters(...ranges: readonly (readonly [number, number])[]): string[] {
  const several = /[\u0132\u0133\u013f\u0140\u0149\u01c4-\u01cc\u01f1-\u01f3\u0587\u2024-\u2026\u2033\u2034]/
  return ranges
    .flatMap(([low, high]) => Array.from({ length: high - low + 1 }, (_, index) => low + index))
    .map((code) => String.fromCodePoint(code))
    .filter((character) => /^\P{Cn}$/u.test(character) && !several.test(character))
}

const alphabets: Record<string, string[]> = {
  ASCII: characters([0x20, 0x7e]),
  Latin: characters([0x20, 0x24f], [0x1e00, 0x1e99]),
  'Latin and accents': characters([0x61, 0x7a], [0xe0, 0xff], [0x300, 0x314]),
  Greek: characters([0x384, 0x3ff], [0x1f00, 0x1fbc]),
  Cyrillic: characters([0x400, 0x45f], [0x48a, 0x52f]),
  Hebrew: characters([0x5b0, 0x5bc], [0x5d0, 0x5ea]),
  Arabic: characters([0x621, 0x63a], [0x641, 0x652], [0x660, 0x669], [0x671, 0x6d3]),
  'Armenian and Georgian': characters([0x531, 0x556], [0x561, 0x586], [0x10d0, 0x10f0]),
  Thai: characters([0xe01, 0xe30], [0xe32, 0xe32], [0xe40, 0xe44]),
  kana: characters([0x3041, 0x3094], [0x30a1, 0x30f4]),
  Hangul: characters([0xac00, 0xd7a3]),
  'punctuation and signs': characters([0x20, 0x40], [0xa1, 0xbb], [0x2010, 0x2023], [0x20a0, 0x20ba]),
  everything: characters([0x20, 0x24f], [0x391, 0x3c9], [0x410, 0x44f], [0x5d0, 0x5ea], [0x4e00, 0x4e10]),
}

for (const [name, alphabet] of Object.entries(alphabets)) {
  test(`strings of ${name} sort as the root collation of this Node.js sorts them`, () => {
    const character = fc.constantFrom(...alphabet)
    const text = fc.array(character, { maxLength: 4 })
    // Two strings that share much, so that the later levels are reached too.
    const pair = fc
      .tuple(text, text, text, character, character)
      .map(([start, middle, rest, one, other]) => [
        [...start, one, ...rest].join(''),
        [...start, ...(middle.length > 2 ? [other.toLowerCase()] : middle), ...rest].join(''),
      ])
    fc.assert(
      fc.property(pair, ([one = '', other = '']) => {
        const expected = Math.sign(collator.compare(one, other))
        if (expected !== 0) assert.equal(order(one, other), expected)
        else assert.equal(order(one, other) === 0, one === other)
      }),
      { numRuns: 1500 },
    )
  })
}

test('strings that only look alike are different keys', () => {
  assertAscending(['e\u0301', 'é'])
  assert.notEqual(order('a\u0000b', 'ab'), 0)
  assert.notEqual(order('a\u200db', 'ab'), 0)
  assert.notEqual(order('\u212b', '\u00c5'), 0)
  assert.notEqual(order('𝐚', '𝑎'), 0)
})

test('lone surrogates are characters like others', () => {
  const texts = ['\ud800', '\udfff', 'a\ud800', '\ud800a', '\udc00\ud800']
  for (const one of texts) for (const other of texts) assert.equal(order(one, other) === 0, one === other)
  assert.equal(order('a\ud800', 'b'), -1)
})
