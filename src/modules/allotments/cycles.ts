import { dateParts, fromDate, monthEnd, monthOf, monthStart } from '../../documents/gregorian.ts'

/** A stretch of time in Gregorian seconds: from its first second up to, but without, the first one of the next. */
export interface Cycle {
  readonly from: number
  readonly to: number
}

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/**
 * The cycle a moment lies in, in UTC: `minutely`, `hourly`, `daily`, `weekly` (from Monday on) or `monthly`;
 * anything else counts as hourly (accounts-and-pbx.md, "allotments" 3).
 */
export function cycleAt(name: string, seconds: number): Cycle {
  switch (name) {
    case 'monthly':
      return { from: monthStart(monthOf(seconds)), to: monthEnd(monthOf(seconds)) + 1 }
    case 'weekly':
      return lasting(7 * day, monday(seconds))
    case 'daily':
      return lasting(day, seconds - (seconds % day))
    case 'minutely':
      return lasting(minute, seconds - (seconds % minute))
    default:
      return lasting(hour, seconds - (seconds % hour))
  }
}

function lasting(length: number, from: number): Cycle {
  return { from, to: from + length }
}

/** The first second of the week. */
function monday(seconds: number): number {
  const parts = dateParts(seconds)
  const midnight = new Date(0)
  midnight.setUTCFullYear(parts.year, parts.month - 1, parts.day)
  return fromDate(midnight) - ((midnight.getUTCDay() + 6) % 7) * day
}
