import type { Json, JsonObject } from '../json.ts'
import type { FieldTest, Sieve } from '../store/sieve.ts'
import { isEmpty, toInteger } from './coercion.ts'
import { presenceTest, sieveOf, textTest, valueTest, type TimeLimit } from './filter-sieve.ts'
import { alternatives, asText, valueUnder } from './filter-values.ts'
import type { Query, QueryValue } from './query.ts'

/**
 * Filters of listings in the query string (core.md §20). They look at the whole stored
 * document, private fields included; a document is kept when every one of them holds.
 */

/** All filters of a query. */
export interface Filters {
  /** Tells whether a document (public and private fields in one object) is kept. */
  readonly keep: Filter
  /** What the store can leave out beforehand: nothing that is kept. */
  readonly sieve: Sieve
}

type Filter = (document: JsonObject) => boolean

/** What a listing changes about its filters. */
export interface FilterOptions {
  /**
   * The listing is of a time range: `created_*` and `modified_*` choose the range, and
   * filter only when something else does as well.
   */
  readonly ranged?: boolean
  /** The field that holds what keys refer to, such as a message's `metadata`; times stay the document's own. */
  readonly under?: string
  /** Changes the value a `filter_` or `filter_not_` parameter compares with. */
  readonly value?: (key: string, value: string) => string
}

/** One filter, and what the store can do of it. */
interface TimeTest {
  readonly keep: Filter
  readonly limit: TimeLimit
}
interface KeyTest {
  readonly keep: Filter
  readonly field?: FieldTest | undefined
}

/** Puts all filters of a query together; `undefined` when it has none. */
export function compileFilters(query: Query, options: FilterOptions = {}): Filters | undefined {
  const times: TimeTest[] = []
  const keys: KeyTest[] = []
  for (const [name, value] of query.entries) {
    const time = timeTest(name, value)
    const key = time ? undefined : keyTest(name, value, options)
    if (time) times.push(time)
    if (key) keys.push(key)
  }
  if (keys.length === 0 && (times.length === 0 || options.ranged === true)) return undefined
  const tests = [...times, ...keys]
  return {
    keep: (document) => tests.every(({ keep }) => keep(document)),
    sieve: sieveOf(
      times.map(({ limit }) => limit),
      keys.map(({ field }) => field),
    ),
  }
}

const never: Filter = () => false

function timeTest(name: string, value: QueryValue): TimeTest | undefined {
  const [, field, bound] = /^(created|modified)_(from|to)$/.exec(name) ?? []
  if ((field !== 'created' && field !== 'modified') || (bound !== 'from' && bound !== 'to')) return undefined
  const seconds = toInteger(value)
  // Nothing is as late as that.
  if (seconds === undefined) return { keep: never, limit: { field, bound: 'from', seconds: Infinity } }
  const key = `pvt_${field}`
  const limit: TimeLimit = { field, bound, seconds }
  // A document without the time passes the lower bound and fails the upper one.
  return bound === 'from'
    ? { keep: (document) => (timeOf(document, key) ?? Infinity) >= seconds, limit }
    : { keep: (document) => (timeOf(document, key) ?? Infinity) <= seconds, limit }
}

function timeOf(document: JsonObject, key: string): number | undefined {
  const time = Object.hasOwn(document, key) ? document[key] : undefined
  return typeof time === 'number' ? time : undefined
}

function keyTest(name: string, value: QueryValue, options: FilterOptions): KeyTest | undefined {
  const presence = presences.get(name)
  if (presence) {
    // A name without `=` names no key: nothing is kept.
    if (value === true) return { keep: never }
    const path = pathOf(value, options)
    return { keep: (document) => presence.holds(valueUnder(document, path)), field: presence.field(path) }
  }
  const negated = name.startsWith('filter_not_')
  if (!negated && !name.startsWith('filter_')) return undefined
  const key = name.slice(negated ? 'filter_not_'.length : 'filter_'.length)
  const text = String(value)
  const texts = alternatives(options.value ? options.value(key, text) : text)
  const path = pathOf(key, options)
  return {
    keep: (document) => texts.has(asText(valueUnder(document, path))) !== negated,
    field: textTest(path, [...texts], negated),
  }
}

interface Presence {
  readonly holds: (found: Json | undefined) => boolean
  readonly field: (path: readonly string[]) => FieldTest | undefined
}

const missingValue: Presence = { holds: isEmpty, field: (path) => valueTest(path, false) }

/** Filters whose value is a key. */
const presences: ReadonlyMap<string, Presence> = new Map([
  ['has_key', { holds: (found) => found !== undefined, field: (path) => presenceTest(path, true) }],
  ['key_missing', { holds: (found) => found === undefined, field: (path) => presenceTest(path, false) }],
  ['has_value', { holds: (found) => !isEmpty(found), field: (path) => valueTest(path, true) }],
  ['value_missing', missingValue],
  ['missing_value', missingValue],
])

function pathOf(key: string, { under }: FilterOptions): readonly string[] {
  const path = key.split('.')
  return under === undefined ? path : [under, ...path]
}
