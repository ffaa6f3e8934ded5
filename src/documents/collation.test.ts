import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { isJsonObject, type Json } from '../json.ts'
import { collationVersion, encodeKey } from './collation.ts'

const collator = new Intl.Collator('und')

function order(one: Json, other: Json): number {
  return Math.sign(Buffer.compare(encodeKey(one), encodeKey(other)))
}

function assertAscending(keys: readonly Json[]): void {
  for (let low = 0; low < keys.length; low++) {
    for (let high = low; high < keys.length; high++) {
      const [one = null, other = null] = [keys[low], keys[high]]
      const what = `${JSON.stringify(one)} < ${JSON.stringify(other)}`
      assert.equal(order(one, other), low === high ? 0 : -1, what)
      assert.equal(order(other, one), low === high ? 0 : 1, what)
    }
  }
}

test('the order of kinds', () => {
  assertAscending([null, false, true, -1, 0, 1e300, '', 'a', '\ufff0', [], [null], [[]], [{}], {}, { a: 1 }])
})

test('numbers', () => {
  assertAscending([
    -Infinity,
    -1e300,
    -2,
    -1.5,
    -1,
    -5e-324,
    0,
    5e-324,
    0.1,
    1,
    2,
    10,
    63_895_000_000,
    2 ** 53,
    1e300,
  ])
  assert.equal(order(0, -0), 0)
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (one, other) => {
      assert.equal(order(one, other), one < other ? -1 : one > other ? 1 : 0)
    }),
    { numRuns: 1000 },
  )
})

test('arrays element by element, the shorter first', () => {
  assertAscending([
    [],
    [null],
    [null, {}],
    [1],
    [1, 2],
    [1, 2, 0],
    [1, 'a'],
    [2],
    ['a'],
    ['a', false],
    ['a', 'b'],
    ['a', ['b']],
    ['a', {}],
    ['A'],
    ['ab'],
    [['a'], 1],
    [['a', 0]],
    [{}],
  ])
})

test('objects by their members in order, the shorter first', () => {
  assertAscending([{}, { a: 1 }, { a: 1, b: 1 }, { a: 2 }, { A: 0 }, { b: null }, { b: null, a: 9 }])
  assert.equal(order({ a: 1, gone: undefined }, { a: 1 }), 0)
})

/** The rules of core.md §17, written down a second time in the plainest way. */
function compareKeys(one: Json, other: Json): number {
  const [kindOfOne, kindOfOther] = [kind(one), kind(other)]
  if (kindOfOne !== kindOfOther) return Math.sign(kindOfOne - kindOfOther)
  if (typeof one === 'number' && typeof other === 'number') return Math.sign(one - other)
  if (typeof one === 'string' && typeof other === 'string') return Math.sign(collator.compare(one, other))
  const [parts, otherParts] = [partsOf(one), partsOf(other)]
  for (const [index, part] of parts.entries()) {
    const otherPart = otherParts[index]
    if (otherPart === undefined) return 1
    const difference = compareKeys(part, otherPart)
    if (difference !== 0) return difference
  }
  return Math.sign(parts.length - otherParts.length)
}

function kind(key: Json): number {
  if (Array.isArray(key)) return 5
  if (isJsonObject(key)) return 6
  return [null, false, true].includes(key as boolean)
    ? [null, false, true].indexOf(key as boolean)
    : typeof key === 'number'
      ? 3
      : 4
}

function partsOf(key: Json): readonly Json[] {
  if (Array.isArray(key)) return key as readonly Json[]
  return isJsonObject(key) ? Object.entries(key).flatMap(([name, value]) => [name, value ?? null]) : []
}

test('whole keys sort by the rules', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', '-', '1', ' ', 'é'), maxLength: 3 })
  const scalar = fc.oneof(fc.constantFrom(null, false, true), fc.integer({ min: -3, max: 300 }), text)
  const { key } = fc.letrec<{ key: Json }>((tie) => ({
    key: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      scalar,
      fc.array(tie('key'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'B'), tie('key'), { maxKeys: 2, noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(key, key, (one, other) => {
      assert.equal(order(one, other), compareKeys(one, other))
    }),
    { numRuns: 3000 },
  )
})

test('a prefix with an object behind it takes in everything that begins with the prefix', () => {
  const inside = [['box'], ['box', null], ['box', 63_895_000_000], ['box', '\ufff0'], ['box', ['x', 1]]]
  for (const key of inside) {
    assert.ok(order(['box'], key) <= 0)
    assert.equal(order(key, ['box', {}]), -1)
  }
  assert.equal(order(['Box'], ['box', {}]), 1)
  assert.equal(order(['box\u0301'], ['box', {}]), 1)
})

test('very long strings and keys stay short, differ, and sort by their beginning', () => {
  const long = 'x'.repeat(1_000_000)
  assert.ok(encodeKey(long).length < 1100)
  assert.notEqual(order(`${long}a`, `${long}b`), 0)
  assertAscending(['w', 'x', long, 'y'])
  const list = Array.from({ length: 5000 }, (_, index) => index)
  assert.equal(encodeKey(list).length, 1800)
  assert.notEqual(order([...list, 1], [...list, 2]), 0)
  assertAscending([[0, 0], list, [0, 2]])
  const marks = `a${'\u0315\u0300'.repeat(500_000)}`
  assert.ok(encodeKey(marks).length <= 1800)
})

test('keys nested without end do not exhaust the stack', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as Json
  assert.ok(encodeKey(deep).length > 60)
})

test('an encoded key is not changed by the next one', () => {
  const first = encodeKey('first')
  const bytes = Buffer.from(first)
  encodeKey('another and longer one')
  assert.deepEqual(Buffer.from(first), bytes)
})

test('the bytes of keys, which lie on disk, are those of this version', () => {
  const digest = createHash('sha256')
  // Blocks whose decomposition has long been settled, so that every Node.js gives the same bytes.
  const settled = [
    [0, 0x52f],
    [0x5d0, 0x6d3],
    [0xe01, 0xe5b],
    [0x1e00, 0x206f],
    [0x2190, 0x23ff],
    [0x3041, 0x30ff],
  ]
  for (const [low = 0, high = 0] of [...settled, [0x4e00, 0x4e80], [0xac00, 0xad00], [0xfff0, 0xfffd]])
    for (let code = low; code <= high; code++) digest.update(encodeKey(`${String.fromCodePoint(code)}a`))
  digest.update(encodeKey([null, false, true, -1.5, 0, 7, 'Lobby', 'Straße', [], ['x'], {}, { a: [1] }]))
  // Anything else here than a new version with a new digest makes listings of existing databases wrong.
  assert.deepEqual(
    [collationVersion, digest.digest('hex')],
    [1, '7737995ce319dffb588494f29a5bdae97366bd212a889d1e458afffa37a120b7'],
  )
})
