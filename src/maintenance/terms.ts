import type { Json } from '../json.ts'

/*
 * Values of maintenance functions, in the notation operators know (auth-and-system.md,
 * "sup command line"): `ok`, `[cb_about,cb_accounts]`, `{ok,<<"0f8c…">>}`.
 */

/** A name that stands for itself, such as `ok`. */
export class Atom {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A fixed group of values, such as `{ok,<<"…">>}`. */
export class Tuple {
  readonly items: readonly Term[]

  constructor(items: readonly Term[]) {
    this.items = items
  }
}

/** A document, shown as JSON. */
export class DocumentTerm {
  readonly value: Json

  constructor(value: Json) {
    this.value = value
  }
}

/** A value: texts are strings, lists arrays. */
export type Term = boolean | number | string | Atom | Tuple | DocumentTerm | readonly Term[]

/** Makes an atom. */
export function atom(name: string): Atom {
  return new Atom(name)
}

/** Makes a tuple. */
export function tuple(...items: readonly Term[]): Tuple {
  return new Tuple(items)
}

/** Makes a document. */
export function document(value: Json): DocumentTerm {
  return new DocumentTerm(value)
}

/** All went well. */
export const ok = atom('ok')

/** It did not work, and the output says why. */
export const failedTerm = atom('failed')

/** All went well, with a value: `{ok,Value}`. */
export function okWith(value: Term): Tuple {
  return tuple(ok, value)
}

/** It did not work, with a reason: `{error,Reason}`. */
export function errorWith(reason: Term): Tuple {
  return tuple(atom('error'), reason)
}

/** Tells whether a value is `ok`. */
export function isOk(term: Term): boolean {
  return term instanceof Atom && term.name === 'ok'
}

/** Writes a value in term notation, on one line; documents as JSON. */
export function printTerm(term: Term): string {
  if (typeof term === 'boolean') return String(term)
  if (typeof term === 'number') return printNumber(term)
  if (typeof term === 'string') return printText(term)
  if (term instanceof Atom) return printAtom(term.name)
  if (term instanceof Tuple) return `{${term.items.map(printTerm).join(',')}}`
  if (term instanceof DocumentTerm) return JSON.stringify(term.value)
  return `[${term.map(printTerm).join(',')}]`
}

/** Text of a value given as an argument: that of a text, an atom or a number, else its notation. */
export function textOf(term: Term): string {
  if (typeof term === 'string') return term
  return term instanceof Atom ? term.name : printTerm(term)
}

function printNumber(value: number): string {
  const text = String(value)
  // A float keeps its point: 1e21 is written 1.0e21.
  return /^-?\d+e/.test(text) ? text.replace('e', '.0e').replace('e+', 'e') : text
}

function printText(text: string): string {
  const inner = text.replaceAll(/[\p{Cc}"\\]/gu, escaped)
  return /[^\0-\x7f]/.test(text) ? `<<"${inner}"/utf8>>` : `<<"${inner}">>`
}

const reserved = new Set(
  'after and andalso band begin bnot bor bsl bsr bxor case catch cond div else end fun if let maybe not of or orelse receive rem try when xor'.split(
    ' ',
  ),
)

function printAtom(name: string): string {
  if (/^[a-z][\w@]*$/.test(name) && !reserved.has(name)) return name
  return `'${name.replaceAll(/[\p{Cc}'\\]/gu, escaped)}'`
}

const escapes = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

function escaped(character: string): string {
  if (!/\p{Cc}/u.test(character)) return `\\${character}`
  return escapes.get(character) ?? `\\x{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`
}
