import type { Json } from '../json.ts'
import { readTerm, writeTerm } from './external-term.ts'

/**
 * Start keys: where a page of a listing begins, as clients see it (core.md §18). They are
 * the listing's JSON key in the Erlang external term format, in URL-safe base64.
 */

/** A start key as decoded. */
export interface DecodedStartKey {
  /** Key of the first row of the page. */
  readonly key: Json
  /** When several rows share the key: the page begins behind the row with this id. */
  readonly id?: string
}

/** Longer texts are not start keys. */
const longest = 32_768

const encoded = /^(g[\w/+-]+)={0,2}(?:\.([\w-]+))?$/

/**
 * The text of a start key. With `id`, a dot and the id in base64 follow: the place behind
 * that row among several with the same key, which the key alone cannot name.
 */
export function encodeStartKey(key: Json, id?: string): string {
  const text = writeTerm(key).toString('base64url')
  return id === undefined ? text : `${text}.${Buffer.from(id).toString('base64url')}`
}

/** Reads a start key. A text that is none stands for itself, as a string key; nothing fails. */
export function decodeStartKey(text: string): DecodedStartKey {
  const [, term, id] = text.length > longest ? [] : (encoded.exec(text) ?? [])
  if (term === undefined || term.length % 4 === 1) return { key: text }
  const key = readTerm(Buffer.from(term, 'base64url'))
  if (key === undefined) return { key: text }
  return id === undefined ? { key } : { key, id: Buffer.from(id, 'base64url').toString() }
}
