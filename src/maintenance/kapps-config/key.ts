import { type Term, textOf } from '../terms.ts'

/** The key of a setting: `a.b.c`, or a list of its steps when the operator writes terms. */
export function keyOf(term: Term | undefined): string {
  if (term === undefined) return ''
  return Array.isArray(term) ? term.map(textOf).join('.') : textOf(term)
}
