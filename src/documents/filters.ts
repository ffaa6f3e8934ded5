import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import { isEmpty, toInteger } from './coercion.ts'
import type { Query, QueryValue } from './query.ts'

/**
 * Filters of listings in the query string (core.md §20). They look at the whole stored
 * document, private fields included; a document is kept when every one of them holds.
 */

/** Tells whether a document (public and private fields in one object) is kept. */
export type Filter = (document: JsonObject) => boolean

/** What a listing changes about its filters. */
export interface FilterOptions {
  /**
   * The listing is of a time range: `created_*` and `modified_*` choose the range, and
   * filter only when something else does as well.
   */
  readonly ranged?: boolean
  /** The part of the document keys refer to, such as a message's `metadata`; times stay the document's own. */
  readonly object?: (document: JsonObject) => Json | undefined
  /** Changes the value a `filter_` or `filter_not_` parameter compares with. */
  readonly value?: (key: string, value: string) => string
}

/** Makes one predicate of all filters of a query; `undefined` when it has none. */
export function compileFilters(query: Query, options: FilterOptions = {}): Filter | undefined {
  const tests: Filter[] = []
  let onlyTimes = true
  for (const [name, value] of query.entries) {
    const time = timeTest(name, value)
    const keep = time ?? keyTest(name, value, options)
    if (!keep) continue
    tests.push(keep)
    if (!time) onlyTimes = false
  }
  if (tests.length === 0 || (options.ranged === true && onlyTimes)) return undefined
  return (document) => tests.every((keep) => keep(document))
}

const never: Filter = () => false

function timeTest(name: string, value: QueryValue): Filter | undefined {
  const [, field, bound] = /^(created|modified)_(from|to)$/.exec(name) ?? []
  if (field === undefined) return undefined
  const limit = toInteger(value)
  if (limit === undefined) return never
  const key = `pvt_${field}`
  // A document without the time passes the lower bound and fails the upper one.
  return bound === 'from'
    ? (document) => (timeOf(document, key) ?? Infinity) >= limit
    : (document) => (timeOf(document, key) ?? Infinity) <= limit
}

function timeOf(document: JsonObject, key: string): number | undefined {
  const time = Object.hasOwn(document, key) ? document[key] : undefined
  return typeof time === 'number' ? time : undefined
}

function keyTest(name: string, value: QueryValue, options: FilterOptions): Filter | undefined {
  const look = lookUp(options)
  switch (name) {
    case 'has_key':
      return presence(value, look, (found) => found !== undefined)
    case 'key_missing':
      return presence(value, look, (found) => found === undefined)
    case 'has_value':
      return presence(value, look, (found) => !isEmpty(found))
    case 'value_missing':
    case 'missing_value':
      return presence(value, look, (found) => isEmpty(found))
  }
  const negated = name.startsWith('filter_not_')
  if (!negated && !name.startsWith('filter_')) return undefined
  const key = name.slice(negated ? 'filter_not_'.length : 'filter_'.length)
  const text = String(value)
  const matches = comparison(options.value ? options.value(key, text) : text)
  const path = key.split('.')
  return (document) => matches(asText(look(document, path))) !== negated
}

type LookUp = (document: JsonObject, path: readonly string[]) => Json | undefined

function lookUp({ object }: FilterOptions): LookUp {
  return object ? (document, path) => valueUnder(object(document), path) : valueUnder
}

function presence(value: QueryValue, look: LookUp, holds: (found: Json | undefined) => boolean): Filter {
  // A name without `=` names no key: nothing is kept.
  if (value === true) return never
  const path = value.split('.')
  return (document) => holds(look(document, path))
}

/** The value under a path; segments that meet an array are positions in it, counted from 1. */
function valueUnder(value: Json | undefined, path: readonly string[]): Json | undefined {
  let current = value
  for (const segment of path) {
    if (Array.isArray(current)) {
      const position = toInteger(segment)
      const list: readonly Json[] = current
      current = position === undefined || position < 1 ? undefined : list[position - 1]
    } else if (isJsonObject(current) && Object.hasOwn(current, segment)) current = current[segment]
    else return undefined
  }
  return current
}

/** Compares with the text itself or, when it is JSON, with the members of an array or with a string. */
function comparison(wanted: string): (text: string) => boolean {
  const parsed = parseJson(wanted)
  const alternatives = new Set<unknown>(Array.isArray(parsed) ? parsed : [parsed])
  return (text) => text === wanted || alternatives.has(text)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A stored value as filters compare it: as text. */
function asText(value: Json | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  return Array.isArray(value) ? (joined(value) ?? '') : JSON.stringify(value)
}

/** Strings one behind the other, also those of inner arrays; arrays with anything else have no text. */
function joined(list: readonly Json[]): string | undefined {
  let text = ''
  for (const element of list) {
    const part = typeof element === 'string' ? element : Array.isArray(element) ? joined(element) : undefined
    if (part === undefined) return undefined
    text += part
  }
  return text
}
