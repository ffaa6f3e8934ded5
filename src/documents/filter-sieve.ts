import {
  always,
  canBeSieved,
  mostFieldTests,
  mostValues,
  type FieldTest,
  type Sieve,
  type TimeSpan,
} from '../store/sieve.ts'

/*
 * What of a listing's filters a database can do: with it, documents that do not pass never leave the database. The
 * filters themselves (`filters.ts`) have the last word, so that what follows may only ever let through too much.
 */

/** What a filter says of a time: one end of a span, in Gregorian seconds. */
export interface TimeLimit {
  readonly field: 'created' | 'modified'
  readonly bound: 'from' | 'to'
  readonly seconds: number
}

/** Puts the sieve together from what each filter says. */
export function sieveOf(times: readonly TimeLimit[], fields: readonly (FieldTest | undefined)[]): Sieve {
  return {
    created: spanOf(times.filter(({ field }) => field === 'created')),
    modified: spanOf(times.filter(({ field }) => field === 'modified')),
    fields: fields.filter((test) => test !== undefined).slice(0, mostFieldTests),
  }
}

function spanOf(limits: readonly TimeLimit[]): TimeSpan {
  const seconds = (wanted: TimeLimit['bound']): readonly number[] =>
    limits.filter(({ bound }) => bound === wanted).map((limit) => within(limit.seconds))
  return { from: Math.max(always.from, ...seconds('from')), to: Math.min(always.to, ...seconds('to')) }
}

function within(seconds: number): number {
  return Math.min(Math.max(seconds, always.from), always.to)
}

/** The test that a field's text is one of these, or none of them. */
export function textTest(
  path: readonly string[],
  texts: readonly string[],
  negated: boolean,
): FieldTest | undefined {
  // A text is that of a string, or that of a number, a boolean or null as JSON writes it.
  const values = texts.flatMap((text) => [JSON.stringify(text), ...(isScalar(text) ? [text] : [])])
  return fieldTest(path, { values, among: !negated, absent: texts.includes('') !== negated })
}

/** Whether JSON writes a number, a boolean or null so. */
function isScalar(text: string): boolean {
  return /^(?:true|false|null|-?\d.*)$/.test(text)
}

/** The test that a field is there, or is not. */
export function presenceTest(path: readonly string[], present: boolean): FieldTest | undefined {
  return fieldTest(path, { values: [], among: !present, absent: !present })
}

/** The test that a field has a value, or is empty as `isEmpty` says. */
export function valueTest(path: readonly string[], present: boolean): FieldTest | undefined {
  const values = ['null', '0', '""', '"0"', '"NULL"', '"undefined"']
  return fieldTest(path, { values, among: !present, absent: !present })
}

function fieldTest(path: readonly string[], test: Omit<FieldTest, 'path'>): FieldTest | undefined {
  const [first = ''] = path
  // These are not in the body, or what is in the body is not what filters see.
  if (first === 'id' || first.startsWith('_') || first.startsWith('pvt_')) return undefined
  return test.values.length <= mostValues && path.every(canBeSieved) ? { path, ...test } : undefined
}
