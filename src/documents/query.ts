import { emptyAnswer, type Failure } from '../failures.ts'

/** A value of the query string; a key that stands without `=` has the value `true`. */
export type QueryValue = string | true

/** One `key=value` of a query string. */
export type QueryEntry = readonly [key: string, value: QueryValue]

/**
 * A query string (core.md §6): every occurrence of every key, in order. Keys are names
 * from clients and therefore kept in a list and a map, never as keys of an object.
 */
export class Query {
  /** All occurrences, in the order sent. */
  readonly entries: readonly QueryEntry[]
  readonly #first = new Map<string, QueryValue>()

  constructor(entries: readonly QueryEntry[]) {
    this.entries = entries
    for (const [key, value] of entries) {
      if (!this.#first.has(key)) this.#first.set(key, value)
    }
  }

  /** The first occurrence's value; `undefined` when the key was not sent. */
  first(key: string): QueryValue | undefined {
    return this.#first.get(key)
  }

  /** Tells whether the key was sent. */
  has(key: string): boolean {
    return this.#first.has(key)
  }

  /** Values of all occurrences of a key, in order. */
  all(key: string): QueryValue[] {
    return this.entries.filter((entry) => entry[0] === key).map((entry) => entry[1])
  }

  /** The same query with another value put before all occurrences of the key. */
  with(key: string, value: QueryValue): Query {
    return new Query([[key, value], ...this.entries])
  }
}

/** A query without any key. */
export const emptyQuery = new Query([])

/**
 * Parses the part of a URL behind `?`. Fails with a 400 without body when a percent
 * sign is not followed by two hex digits or the bytes are not UTF-8 (core.md §1).
 */
export function parseQuery(text: string): Query | Failure {
  if (text === '') return emptyQuery
  const entries: QueryEntry[] = []
  for (const piece of text.split('&')) {
    if (piece === '') continue
    const equals = piece.indexOf('=')
    const key = decode(equals < 0 ? piece : piece.slice(0, equals))
    const value = equals < 0 ? true : decode(piece.slice(equals + 1))
    if (key === undefined || value === undefined) return emptyAnswer(400)
    entries.push([key, value])
  }
  return new Query(entries)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Undoes `+`, percent encoding and, for raw bytes as Node hands them over (one character each), UTF-8. */
function decode(piece: string): string | undefined {
  const spaced = piece.replaceAll('+', ' ')
  if (!/[%\u0080-\uffff]/.test(spaced)) return spaced
  if (/%(?![0-9a-fA-F]{2})|[\u0100-\uffff]/.test(spaced)) return undefined
  const bytes = Buffer.from(
    spaced.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
