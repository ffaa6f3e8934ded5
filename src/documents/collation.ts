import { hash } from 'node:crypto'
import { isJsonObject, type Json } from '../json.ts'
import { KeyWriter } from './key-writer.ts'
import { writeText } from './collation-text.ts'

/**
 * Keys of views as bytes: comparing the bytes of two encoded keys orders them as CouchDB
 * orders the keys themselves (core.md §17): null, false, true, numbers, strings after the
 * root collation of Unicode, arrays element by element, objects.
 */

/** Raised whenever the bytes of any key change; rows of views are then made again. */
export const collationVersion = 1

/** First byte of every value. Zero ends arrays and objects, so that the shorter one comes first. */
const kind = { end: 0, null: 1, false: 2, true: 3, number: 4, text: 5, array: 6, object: 7 } as const

/** What is nested deeper than this does not count. */
const deepest = 64

/** No encoded key has more bytes: databases limit what an index can hold. */
const longest = 1800

const writer = new KeyWriter()

/**
 * The sort key of a JSON value. Different keys have different bytes. Keys of more than
 * 1,800 bytes are cut and end in a digest: they still differ, but sort by their beginning.
 */
export function encodeKey(key: Json): Uint8Array {
  writer.reset()
  write(key, 0)
  if (writer.length <= longest) return writer.copy()
  const bytes = writer.copy()
  const cut = new Uint8Array(longest)
  cut.set(bytes.subarray(0, longest - 32))
  cut.set(hash('sha256', bytes, 'buffer'), longest - 32)
  return cut
}

function write(value: Json | undefined, depth: number): void {
  if (typeof value === 'string') {
    writer.byte(kind.text)
    writeText(value, writer)
  } else if (typeof value === 'number' && !Number.isNaN(value)) {
    writer.byte(kind.number)
    writer.double(value)
  } else if (typeof value === 'boolean') writer.byte(value ? kind.true : kind.false)
  else if (value === null || typeof value !== 'object' || depth > deepest) writer.byte(kind.null)
  else if (isJsonObject(value)) {
    writer.byte(kind.object)
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue
      write(name, depth + 1)
      write(member, depth + 1)
    }
    writer.byte(kind.end)
  } else {
    writer.byte(kind.array)
    for (const element of value) write(element, depth + 1)
    writer.byte(kind.end)
  }
}
