/**
 * What a document must have for a reader to be interested in it, as far as a database can tell. A sieve may let
 * through more than is wanted, never less: who reads looks again.
 */
export interface Sieve {
  readonly created: TimeSpan
  readonly modified: TimeSpan
  /** All of them hold. At most `mostFieldTests`. */
  readonly fields: readonly FieldTest[]
}

/** Gregorian seconds, both inclusive. */
export interface TimeSpan {
  readonly from: number
  readonly to: number
}

/** A test of one field of a document's body. An array or an object passes: it is the reader who looks inside. */
export interface FieldTest {
  /** Names of members, from the body's own down; each as `canBeSieved` wants them. */
  readonly path: readonly string[]
  /** Texts that `JSON.stringify` makes of strings, numbers, booleans and null. At most `mostValues`. */
  readonly values: readonly string[]
  /** Whether the field is to be one of the values, or none of them. */
  readonly among: boolean
  /** Whether documents without the field pass. */
  readonly absent: boolean
}

/** So many fields are tested at most: each number of them is a statement of its own. */
export const mostFieldTests = 3

/** So many values a field is compared with at most: each of them may be looked for in each document's text. */
export const mostValues = 16

/** From when on and until when everything was written. */
export const always: TimeSpan = { from: -Number.MAX_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER }

/** The sieve that lets everything through. */
export const coarsest: Sieve = { created: always, modified: always, fields: [] }

/** Whether every engine understands the name in a path the same way: it is no position in an array, and needs no escaping. */
export function canBeSieved(name: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(name)
}
