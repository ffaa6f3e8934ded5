import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json, JsonObject } from '../json.ts'
import { decodeStartKey, encodeStartKey } from './start-key.ts'

const vectors: readonly (readonly [Json, string])[] = [
  [[63691980222, '98016800'], 'g2wAAAACbgUAvn1W1A5tAAAACDk4MDE2ODAwag'],
  [[63692031599, {}], 'g2wAAAACbgUAb0ZX1A5oAWpq'],
  [63871000000, 'g24FAMAdAt8O'],
  ['menu', 'g20AAAAEbWVudQ'],
  [['a', 5], 'g2wAAAACbQAAAAFhYQVq'],
  [[1, 2, 3], 'g2sAAwECAw'],
  [[1, 300], 'g2wAAAACYQFiAAABLGo'],
  [7, 'g2EH'],
  [300, 'g2IAAAEs'],
  [-5, 'g2L____7'],
  [2147483648, 'g24EAAAAAIA'],
  [[], 'g2o'],
  [true, 'g2QABHRydWU'],
  [null, 'g2QABG51bGw'],
  [1.5, 'g0Y_-AAAAAAAAA'],
  [['owner_x', false, { k: 1 }], 'g2wAAAADbQAAAAdvd25lcl94ZAAFZmFsc2VoAWwAAAABaAJtAAAAAWthAWpq'],
]

for (const [key, text] of vectors) {
  test(`${JSON.stringify(key)} is ${text}`, () => {
    assert.equal(encodeStartKey(key), text)
    assert.deepEqual(decodeStartKey(text), { key })
  })
}

test('every JSON key comes back', () => {
  const json = fc.jsonValue({ maxDepth: 5, noUnicodeString: false, stringUnit: 'grapheme' })
  fc.assert(
    fc.property(json, (value) => {
      const key = JSON.parse(JSON.stringify(value)) as Json
      assert.deepEqual(decodeStartKey(encodeStartKey(key)), { key })
    }),
    { numRuns: 300 },
  )
  for (const number of [-1, 255, 256, -2147483648, -2147483649, 2 ** 53 - 1, -(2 ** 53), 1e21, 0.1]) {
    assert.deepEqual(decodeStartKey(encodeStartKey(number)), { key: number })
  }
})

test('a key may name the row behind which the page begins', () => {
  const text = encodeStartKey(['x', 1], '202003-é')
  assert.match(text, /^[\w-]+\.[\w-]+$/)
  assert.deepEqual(decodeStartKey(text), { key: ['x', 1], id: '202003-é' })
})

test('padding and the other base64 alphabet are understood', () => {
  assert.deepEqual(decodeStartKey('g20AAAAEbWVudQ=='), { key: 'menu' })
  assert.deepEqual(decodeStartKey('g2L////7'), { key: -5 })
})

function decodeBytes(...bytes: number[]): Json {
  return decodeStartKey(Buffer.from([131, ...bytes]).toString('base64url')).key
}

test('the other forms of atoms and of large integers', () => {
  const name = [...Buffer.from('true')]
  assert.equal(decodeBytes(0x77, 4, ...name), true)
  assert.equal(decodeBytes(0x73, 4, ...name), true)
  assert.equal(decodeBytes(0x76, 0, 4, ...name), true)
  assert.equal(decodeBytes(0x6f, 0, 0, 0, 2, 1, 0, 1), -256)
})

test('a text that is no start key stands for itself', () => {
  const texts = [
    '',
    'menu',
    '63871000000',
    'g',
    'g2',
    'general',
    'g2EH!',
    'g2EHg2EH',
    'g20AAAAEbWVu',
    'g3QAAAAA',
    'é',
    'gg.x',
    'g2EH.',
    'example.com',
  ]
  for (const text of texts) assert.deepEqual(decodeStartKey(text), { key: text })
})

test('damaged and hostile terms stand for themselves', () => {
  const hostile: Record<string, number[]> = {
    'a list of four thousand million elements': [0x6c, 255, 255, 255, 255, 0x6a],
    'a text longer than what was sent': [0x6d, 255, 255, 255, 255, 65],
    'a huge integer cut short': [0x6f, 255, 255, 255, 255, 0, 1],
    'an integer beyond all numbers': [0x6e, 200, 0, ...Array<number>(200).fill(255)],
    'not a number': [0x46, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0],
    infinity: [0x46, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0],
    'text that is not UTF-8': [0x6d, 0, 0, 0, 1, 0xff],
    'an unknown atom': [0x64, 0, 2, 111, 107],
    'an improper list': [0x6c, 0, 0, 0, 1, 0x61, 1, 0x61, 2],
    'a pair': [0x68, 2, 0x61, 1, 0x61, 2],
    'an object with a number as key': [0x68, 1, 0x6c, 0, 0, 0, 1, 0x68, 2, 0x61, 1, 0x61, 2, 0x6a],
    'bytes behind the term': [0x61, 1, 0x61],
    'compressed content': [0x50, 0, 0, 0, 9, 0x78, 0x9c],
    'a thousand lists in each other': [
      ...Array.from({ length: 1000 }, () => [0x6c, 0, 0, 0, 1]).flat(),
      ...Array<number>(1001).fill(0x6a),
    ],
  }
  for (const [what, bytes] of Object.entries(hostile)) {
    const text = Buffer.from([131, ...bytes]).toString('base64url')
    assert.deepEqual(decodeStartKey(text), { key: text }, what)
  }
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      decodeStartKey(Buffer.from([131, ...bytes]).toString('base64url'))
    }),
    { numRuns: 2000 },
  )
  const long = `g${'2'.repeat(10_000_000)}`
  assert.equal(decodeStartKey(long).key, long)
})

test('keys nested without end are cut off, not refused', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as Json
  const text = encodeStartKey(deep)
  assert.equal(encodeStartKey(decodeStartKey(text).key), text)
})

test('names of the language itself are plain members', () => {
  const text = encodeStartKey(JSON.parse('{"__proto__":{"polluted":1}}') as Json)
  const { key } = decodeStartKey(text)
  assert.equal(JSON.stringify(key), '{"__proto__":{"polluted":1}}')
  assert.equal(({} as JsonObject)['polluted'], undefined)
})
