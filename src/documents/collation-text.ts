import { hash } from 'node:crypto'
import { common, contractionsOf, elementsOf, type Element } from './collation-elements.ts'
import type { KeyWriter } from './key-writer.ts'

/**
 * Strings in sort keys, after the Unicode collation algorithm (UTS #10) with the root order
 * of CLDR: letters first, then accents, then case and other forms, then the text itself,
 * so that only equal strings have equal bytes.
 *
 * The levels follow each other with a 1 between them and a 0 behind the last one that is
 * not empty. Weights begin with bytes from 2 up, so that what is shorter comes first.
 */
const between = 1
const end = 0

/** Only so many UTF-16 units take part in the comparison; longer strings differ by a digest of the whole. */
const longest = 500

/** Weights of the ASCII characters that are seen and have a primary weight; 0 for the others. */
const primaries = new Uint16Array(128)
const tertiaries = new Uint8Array(128)
for (let code = 0x20; code < 0x7f; code++) {
  const [element] = elementsOf(code)
  primaries[code] = element?.primary ?? 0
  tertiaries[code] = element?.tertiary ?? 0
}

/** Writes a string's sort key. Its bytes end by themselves, so that others can follow. */
export function writeText(text: string, writer: KeyWriter): void {
  if (text.length > longest || !writeAscii(text, writer)) writeAny(text, writer)
}

/** Writes a string of visible ASCII, which is what most keys are made of; otherwise nothing, and tells so. */
function writeAscii(text: string, writer: KeyWriter): boolean {
  const start = writer.length
  // How long the third level is: forms that are common are left out at its end.
  let forms = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const primary = code < 128 ? primaries[code] : 0
    if (primary === undefined || primary === 0) {
      writer.rewind(start)
      return false
    }
    writer.weight(primary)
    if (tertiaries[code] !== common) forms = index + 1
  }
  if (forms > 0) {
    writer.byte(between)
    writer.byte(between)
    for (let index = 0; index < forms; index++) writer.byte(tertiaries[text.charCodeAt(index)] ?? common)
  }
  writer.byte(end)
  return true
}

function writeAny(text: string, writer: KeyWriter): void {
  const elements = elementsOfText(text.slice(0, longest))
  for (const { primary } of elements) writer.weight(primary)
  writer.byte(between)
  for (const { secondary } of trimmed(elements, 'secondary')) writer.weight(secondary)
  writer.byte(between)
  for (const { tertiary } of trimmed(elements, 'tertiary')) writer.weight(tertiary)
  writer.byte(between)
  // Lone surrogates all become U+FFFD here; the first level tells them apart.
  const identity = text.length > longest ? hash('sha256', text) : text
  for (const byte of Buffer.from(identity)) writer.byte(byte + 2)
  writer.byte(end)
}

function elementsOfText(text: string): Element[] {
  const codes = Array.from(text.normalize('NFD'), (character) => character.codePointAt(0) ?? 0)
  const elements: Element[] = []
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0
    const next = codes[index + 1] ?? 0
    if (isWrittenBefore(code) && isConsonant(next)) {
      elements.push(...elementsOf(next), ...elementsOf(code))
      index += 1
    } else elements.push(...(takeContraction(codes, index) ?? elementsOf(code)))
  }
  return elements
}

/** The elements of a letter that is in two parts, the second of which is taken out of the text. */
function takeContraction(codes: number[], index: number): readonly Element[] | undefined {
  const contractions = contractionsOf(codes[index] ?? 0)
  if (!contractions) return undefined
  // Between the parts there may be marks of other places, such as a dot below before a breve above.
  for (let at = index + 1; at < codes.length; at++) {
    const code = codes[at] ?? 0
    const contraction = contractions.get(code)
    if (contraction && codes.slice(index + 1, at).every((mark) => isElsewhere(mark, code))) {
      codes.splice(at, 1)
      return contraction
    }
    if (elementsOf(code).some(({ primary }) => primary !== 0)) return undefined
  }
  return undefined
}

/** Tells whether two marks sit at different places of a letter: only then decomposition reorders them. */
function isElsewhere(mark: number, later: number): boolean {
  const swapped = String.fromCodePoint(later, mark)
  return swapped.normalize('NFD') !== swapped
}

/** Thai and Lao vowels that are written before the consonant behind which they are spoken and sorted. */
function isWrittenBefore(code: number): boolean {
  return (code >= 0x0e40 && code <= 0x0e44) || (code >= 0x0ec0 && code <= 0x0ec4)
}

function isConsonant(code: number): boolean {
  return (
    (code >= 0x0e01 && code <= 0x0e2e) ||
    (code >= 0x0e81 && code <= 0x0eae) ||
    code === 0x0edc ||
    code === 0x0edd
  )
}

/** The elements without those at the end that are common on a level: an end is less than any weight. */
function trimmed(elements: readonly Element[], level: 'secondary' | 'tertiary'): readonly Element[] {
  let length = elements.length
  while (length > 0 && (elements[length - 1]?.[level] ?? 0) <= common) length--
  return elements.slice(0, length)
}
