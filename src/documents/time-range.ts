import { invalidField, type Failure } from '../failures.ts'
import type { Json } from '../json.ts'
import { toInteger } from './coercion.ts'
import { now } from './gregorian.ts'

/** A stretch of time, both ends included, in Gregorian seconds. */
export interface TimeRange {
  readonly from: number
  readonly to: number
}

/** The longest range clients may ask for unless configured otherwise: 31 days and an hour, in seconds. */
export const defaultMaximumRange = 2_682_000

/** What a listing of a time range is about. */
export interface TimeRangeOptions {
  /** Name before `_from` and `_to`; `created` unless an endpoint says otherwise. */
  readonly field?: string
  /** Longest range, in seconds. */
  readonly maximum?: number
  /** The time now, in Gregorian seconds. */
  readonly now?: number
}

/**
 * The time range a request asks for (core.md §19), read by `value` from `{field}_from` and
 * `{field}_to`. What is absent, no integer or not above zero becomes the default: until
 * now, and as long as allowed. Fails with `date_range` at `{field}_from` when the range is turned
 * round or too long.
 */
export function timeRange(
  value: (name: string) => Json | undefined,
  options: TimeRangeOptions = {},
): TimeRange | Failure {
  const { field = 'created', maximum = defaultMaximumRange } = options
  const to = positive(value(`${field}_to`)) ?? options.now ?? now()
  const from = positive(value(`${field}_from`)) ?? to - maximum
  if (to < from) {
    return invalidField(`${field}_from`, 'date_range', {
      message: `${field}_from must not be later than ${field}_to`,
      cause: from,
    })
  }
  if (to - from > maximum) {
    return invalidField(`${field}_from`, 'date_range', {
      message: `${field}_from and ${field}_to are more than ${maximum} seconds apart`,
      cause: to,
    })
  }
  return { from, to }
}

function positive(value: Json | undefined): number | undefined {
  const seconds = toInteger(value)
  return seconds !== undefined && seconds > 0 ? seconds : undefined
}
