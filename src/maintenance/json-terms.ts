import { isJsonObject, type Json } from '../json.ts'
import { atom, Atom, document, DocumentTerm, Tuple, type Term } from './terms.ts'

/** A JSON value as a term: objects as documents, null and nothing as atoms. */
export function termOf(value: Json | undefined): Term {
  if (value === undefined) return atom('undefined')
  if (value === null) return atom('null')
  if (typeof value !== 'object') return value
  return isJsonObject(value) ? document(value) : value.map(termOf)
}

/** A term as a JSON value: atoms as texts, `null` excepted. A tuple is none: `undefined`. */
export function jsonOf(term: Term): Json | undefined {
  if (term instanceof Atom) return term.name === 'null' ? null : term.name
  if (term instanceof DocumentTerm) return term.value
  if (term instanceof Tuple) return undefined
  if (typeof term !== 'object') return term
  const items = term.map(jsonOf)
  const values = items.filter((item) => item !== undefined)
  return values.length === items.length ? values : undefined
}
