import { createHash } from 'node:crypto'

/**
 * An entry of an index holds 2,704 bytes at most: database, view and id need some of them. What is
 * longer than this is folded for the index: its beginning, and a digest of the whole.
 */
const longest = 1600
const digestLength = 32

/**
 * A sort key as it is stored. Equal keys stay equal, and keys sort as before, except those that are
 * alike in their first 1,568 bytes: they come in the order of their digests.
 */
export function foldedBytes(bytes: Uint8Array): Buffer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length <= longest) return buffer
  const digest = createHash('sha256').update(buffer).digest()
  return Buffer.concat([buffer.subarray(0, longest - digestLength), digest])
}

/** A value of a unique key as it is stored; different ones stay different. */
export function foldedText(text: string): string {
  // A character has at most three bytes for each of its UTF-16 units.
  if (text.length * 3 <= longest) return text
  const bytes = Buffer.from(text)
  if (bytes.length <= longest) return text
  return `${text.slice(0, 100).toWellFormed()}…sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
