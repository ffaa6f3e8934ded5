import { toInteger } from '../../documents/coercion.ts'
import { now } from '../../documents/gregorian.ts'
import { failed, invalidField, type Failure } from '../../failures.ts'
import type { Json } from '../../json.ts'
import type { Context } from './context.ts'
import { listing, type ListingOptions } from './listing.ts'
import type { ListingResult } from './results.ts'

/** A range of time, both ends included, in Gregorian seconds. */
export interface TimeRange {
  readonly from: number
  readonly to: number
}

/** What an endpoint changes about its time range. */
export interface RangeOptions {
  /** What the parameters `{key}_from` and `{key}_to` begin with; `created` when absent. */
  readonly key?: string
  /** Category of the system configuration whose `maximum_range` is the endpoint's own, such as `crossbar.cdrs`. */
  readonly category?: string
  /** How long the range may be, in seconds, whatever is configured. */
  readonly maximum?: number
}

/** How long a range may be unless an operator says otherwise: 31 days and an hour, in seconds. */
const usualMaximum = 2_682_000

/**
 * The range of time a request asks for (core.md §19); up to now, and as long as allowed, where it
 * does not say. Fails with 400 `{key}_from.date_range` when it ends before it begins or is too long.
 */
export function requestedRange(context: Context, options: RangeOptions = {}): TimeRange | Failure {
  const key = options.key ?? 'created'
  const maximum = options.maximum ?? maximumRange(context, options.category)
  const to = positive(context.value(`${key}_to`)) ?? now()
  const from = positive(context.value(`${key}_from`)) ?? to - maximum
  const subject = `${key}_to ${String(to)}`
  const other = `${key}_from ${String(from)}`
  if (to < from) return outOfRange(key, `${subject} is prior to ${other}`, from)
  if (to - from > maximum)
    return outOfRange(key, `${subject} is more than ${String(maximum)} seconds from ${other}`, to)
  return { from, to }
}

/** A listing over a range of time: its view's keys are `[…prefix, time, …]`. */
export interface RangeListingOptions extends Omit<ListingOptions, 'low' | 'high'> {
  readonly range?: RangeOptions
  /** What stands before the time in the view's keys, such as an owner. */
  readonly prefix?: readonly Json[]
}

/** The part of a view that lies in the range a request asks for (core.md §19, §20). */
export function rangeListing(context: Context, options: RangeListingOptions): ListingResult | Failure {
  const { range: rangeOptions, prefix = [], filters = {}, ...rest } = options
  const range = requestedRange(context, rangeOptions)
  if (failed(range)) return range
  return listing(context, {
    ...rest,
    low: [...prefix, range.from],
    high: [...prefix, range.to, {}],
    filters: filters === false ? false : { ...filters, ranged: true },
  })
}

function maximumRange(context: Context, category: string | undefined): number {
  const { config } = context.services
  return (
    (category === undefined ? undefined : positive(config.value(category, 'maximum_range'))) ??
    positive(config.value('crossbar', 'maximum_time_range')) ??
    usualMaximum
  )
}

function positive(value: Json | undefined): number | undefined {
  const number = toInteger(value)
  return number !== undefined && number > 0 ? number : undefined
}

function outOfRange(key: string, message: string, cause: number): Failure {
  return invalidField(`${key}_from`, 'date_range', { message, cause })
}
