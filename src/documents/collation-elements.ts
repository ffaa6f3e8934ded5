import { composed, expansions, ignorable, marks, order } from './collation-weights.ts'

/**
 * Collation elements: what a character counts for on each level of comparison, as
 * numbers whose bytes go into sort keys. All weights are prefix-free and made of bytes
 * from 2 up; 0 and 1 are left to mark ends.
 */

/**
 * One element. `primary` is one or two bytes (0: none, a mark), or four for characters
 * outside the table; `secondary` one or two (0: none), `tertiary` one (0: none).
 */
export interface Element {
  readonly primary: number
  readonly secondary: number
  readonly tertiary: number
}

/** The weight of everything ordinary on the second and third level, and the least there is. */
export const common = 2

/** Highest tertiary weight; characters with even more forms share it. */
const lastTertiary = 0xff
/** First tertiary weight of characters that stand for several letters, such as a ligature. */
const ligature = 0x80
/** First bytes of two-byte secondary weights: letters with an accent built in, marks, ligatures. */
const accentBlock = 0x03
const markBlock = 0x10
const ligatureBlock = 0xf0

/** Characters that are frequent in keys: one byte on the first level instead of two. */
const frequent = new Set(
  Array.from(' _-.:/@+0123456789abcdefghijklmnopqrstuvwxyz', (each) => each.charCodeAt(0)),
)

const table = readTable()
const contractions = readContractions()

/** The elements of one character of a decomposed text (Unicode's NFD), in order. */
export function elementsOf(codePoint: number): readonly Element[] {
  return (
    table.get(codePoint) ?? [{ primary: implicitPrimary(codePoint), secondary: common, tertiary: common }]
  )
}

/**
 * Letters of which a decomposed text has the first part here and the second behind it, such as
 * й (и and a breve): their elements by the second part. Most characters begin none.
 */
export function contractionsOf(first: number): ReadonlyMap<number, readonly Element[]> | undefined {
  return contractions.get(first)
}

/** Two bytes that begin with neither 0 nor 1: `block` and those behind it, 254 weights to each. */
function twoBytes(block: number, index: number): number {
  return ((block + Math.floor(index / 254)) << 8) | (2 + (index % 254))
}

/**
 * Characters outside the table sort behind all in it: Han in the order of Unicode's
 * radicals, then everything by code point, and U+FFF0 to U+FFFF, which stand for "the end" in
 * ranges, last of all.
 */
function implicitPrimary(codePoint: number): number {
  const last = codePoint >= 0xfff0 && codePoint <= 0xffff
  const lead = last ? 0xff : isHan(codePoint) ? 0xfc : isLaterHan(codePoint) ? 0xfd : 0xfe
  const [high, middle, low] = [codePoint >> 14, (codePoint >> 7) & 0x7f, codePoint & 0x7f]
  return lead * 0x1000000 + (((high + 2) << 16) | ((middle + 2) << 8) | (low + 2))
}

/** Unified ideographs of the compatibility block; the others there decompose to ordinary ones. */
const strayHan = new Set([
  0xfa0e, 0xfa0f, 0xfa11, 0xfa13, 0xfa14, 0xfa1f, 0xfa21, 0xfa23, 0xfa24, 0xfa27, 0xfa28, 0xfa29,
])

function isHan(codePoint: number): boolean {
  return (codePoint >= 0x4e00 && codePoint <= 0x9fff) || strayHan.has(codePoint)
}

function isLaterHan(codePoint: number): boolean {
  return (codePoint >= 0x3400 && codePoint <= 0x4dbf) || (codePoint >= 0x20000 && codePoint <= 0x3fffd)
}

/** Letters that a decomposed text has in two parts, by first and second part. */
function readContractions(): ReadonlyMap<number, ReadonlyMap<number, readonly Element[]>> {
  const byFirst = new Map<number, Map<number, readonly Element[]>>()
  for (const code of composed.trim().split(/\s+/)) {
    const letter = parseInt(code, 16)
    const parts = Array.from(String.fromCodePoint(letter).normalize('NFD'))
    const [first = 0, second = 0] = parts.map((part) => part.codePointAt(0))
    const bySecond = byFirst.get(first) ?? new Map<number, readonly Element[]>()
    byFirst.set(first, bySecond.set(second, elementsOf(letter)))
  }
  return byFirst
}

/** One character of the table with the step that leads to it. */
interface Entry {
  readonly step: string
  readonly codePoint: number
}

function readTable(): ReadonlyMap<number, readonly Element[]> {
  const elements = new Map<number, readonly Element[]>()
  for (const { codePoint } of entries(ignorable)) elements.set(codePoint, [])
  readMarks(elements)
  readOrder(elements)
  readExpansions(elements)
  return elements
}

/** Undoes the notation of the table: steps, distances of code points, repetitions. */
function* entries(text: string): Generator<Entry> {
  let codePoint = -1
  for (const [, step = '', distance, count] of text
    .replaceAll('\n', '')
    .matchAll(/([<;,=])(-?[0-9a-z]+)?(?:\*([0-9a-z]+))?/g)) {
    codePoint += distance === undefined ? 0 : parseInt(distance, 36)
    for (let left = count === undefined ? 1 : parseInt(count, 36); left > 0; left--) {
      codePoint += 1
      yield { step, codePoint }
    }
  }
}

function readMarks(elements: Map<number, readonly Element[]>): void {
  let accent = -1
  let form = 0
  for (const { step, codePoint } of entries(marks)) {
    if (step === ';') accent += 1
    form = step === ';' ? 0 : step === ',' ? form + 1 : form
    const tertiary = Math.min(common + form, lastTertiary)
    elements.set(codePoint, [{ primary: 0, secondary: twoBytes(markBlock, accent), tertiary }])
  }
}

function readOrder(elements: Map<number, readonly Element[]>): void {
  const nextPrimary = primaries()
  let primary = 0
  let accent = 0
  let form = 0
  for (const { step, codePoint } of entries(order)) {
    if (step === '<') primary = nextPrimary(frequent.has(codePoint))
    accent = step === '<' ? 0 : step === ';' ? accent + 1 : accent
    form = step === '<' || step === ';' ? 0 : step === ',' ? form + 1 : form
    const secondary = accent === 0 ? common : twoBytes(accentBlock, accent)
    elements.set(codePoint, [{ primary, secondary, tertiary: Math.min(common + form, lastTertiary) }])
  }
}

/** Gives out primary weights, ascending: one byte for frequent letters, two for the others. */
function primaries(): (short: boolean) => number {
  let lead = 1
  let trail = 0xff
  return (short) => {
    if (short) {
      trail = 0xff
      return ++lead
    }
    trail += 1
    if (trail > 0xff) {
      lead += 1
      trail = 2
    }
    return (lead << 8) | trail
  }
}

function readExpansions(elements: Map<number, readonly Element[]>): void {
  let before = ''
  let accent = 0
  let form = 0
  for (const [, character = '', step, spelled = ''] of expansions.matchAll(
    /([0-9a-f]+)([;,=])([0-9a-f.]+)/g,
  )) {
    if (spelled !== before) accent = form = 0
    before = spelled
    if (step === ';') accent += 1
    form = step === ';' ? 0 : step === ',' ? form + 1 : form
    const parts = spelled.split('.').flatMap((code) => elements.get(parseInt(code, 16)) ?? [])
    const [first, ...rest] = parts
    if (!first) continue
    elements.set(parseInt(character, 16), [
      form === 0 ? first : { ...first, tertiary: Math.min(ligature + form, lastTertiary) },
      ...(accent === 0 ? [] : [{ primary: 0, secondary: twoBytes(ligatureBlock, accent), tertiary: common }]),
      ...rest,
    ])
  }
}
