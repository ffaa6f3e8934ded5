import { atom, tuple } from './terms.ts'
import type { Term } from './terms.ts'

/** Why a text is no term. */
export class TermError {
  /** One line. */
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

const deepest = 100

/**
 * Reads a value in term notation: atoms, numbers, `"text"`, `<<"text">>`, `{…}`
 * and `[…]` (auth-and-system.md, "sup command line", option `-e`). Both kinds of
 * text are read alike. Returns a `TermError` for anything else.
 */
export function parseTerm(text: string): Term | TermError {
  const reader = new Reader(text)
  try {
    const term = reader.term(0)
    reader.end()
    return term
  } catch (error) {
    if (error instanceof Unreadable)
      return new TermError(`${JSON.stringify(text)} is not a term: ${error.message}`)
    throw error
  }
}

/** Ends the reading; never leaves this file. */
class Unreadable extends Error {}

const space = /\s*/y
const number = /-?\d+(\.\d+(e[+-]?\d+)?)?/iy
const word = /[a-z][\w@]*/y
const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy
const letters = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['s', ' '],
  ['0', '\0'],
])

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  term(depth: number): Term {
    if (depth > deepest) throw new Unreadable('it is nested too deeply')
    this.#take(space)
    const digits = this.#take(number)
    if (digits !== undefined) return Number(digits)
    const name = this.#take(word)
    if (name !== undefined) return name === 'true' || name === 'false' ? name === 'true' : atom(name)
    const text = this.#take(quoted)
    if (text !== undefined) return text.startsWith("'") ? atom(unescape(text)) : unescape(text)
    if (this.#skip('<<')) return this.#binary()
    if (this.#skip('{')) return tuple(...this.#items('}', depth))
    if (this.#skip('[')) return this.#items(']', depth)
    throw this.#unexpected()
  }

  end(): void {
    this.#take(space)
    if (this.#at < this.#text.length) throw this.#unexpected()
  }

  #items(close: string, depth: number): readonly Term[] {
    const items: Term[] = []
    if (this.#skip(close)) return items
    do items.push(this.term(depth + 1))
    while (this.#skip(','))
    if (!this.#skip(close)) throw this.#unexpected()
    return items
  }

  #binary(): string {
    this.#take(space)
    const text = this.#take(quoted) ?? '""'
    if (!text.startsWith('"')) throw new Unreadable('<<…>> takes a text in double quotes')
    this.#skip('/utf8')
    if (!this.#skip('>>')) throw this.#unexpected()
    return unescape(text)
  }

  #skip(mark: string): boolean {
    this.#take(space)
    if (!this.#text.startsWith(mark, this.#at)) return false
    this.#at += mark.length
    return true
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    this.#at += found?.length ?? 0
    return found
  }

  #unexpected(): Unreadable {
    if (this.#at >= this.#text.length) return new Unreadable('it ends too early')
    return new Unreadable(`unexpected ${JSON.stringify(this.#text.slice(this.#at, this.#at + 10))}`)
  }
}

function unescape(text: string): string {
  return text
    .slice(1, -1)
    .replaceAll(/\\(?:x\{([\da-f]+)\}|(.))/gis, (_: string, hex: string | undefined, letter: string) =>
      hex === undefined ? (letters.get(letter) ?? letter) : characterOf(Number.parseInt(hex, 16)),
    )
}

function characterOf(codePoint: number): string {
  if (codePoint > 0x10ffff) throw new Unreadable('there is no such character')
  return String.fromCodePoint(codePoint)
}
