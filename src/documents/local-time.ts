import { LRUCache } from 'lru-cache'
import { dateParts, toDate, type DateParts } from './gregorian.ts'

/** Formatters are costly to make; `null` stands for a name that is no timezone. */
const formatters = new LRUCache<string, { readonly format: Intl.DateTimeFormat | null }>({ max: 500 })

function formatter(timezone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timezone)
  if (known) return known.format
  const format = newFormatter(timezone)
  formatters.set(timezone, { format })
  return format
}

function newFormatter(timezone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return null
  }
}

/** Whether a name is that of a timezone, such as `Europe/Paris`. */
export function isTimezone(name: string): boolean {
  return formatter(name) !== null
}

/** Date and time on the clocks of a timezone at a time in Gregorian seconds; UTC where the name is no timezone. */
export function localParts(seconds: number, timezone: string): DateParts {
  const format = formatter(timezone)
  if (!format) return dateParts(seconds)
  const found = new Map(format.formatToParts(toDate(seconds)).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? 0
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  }
}

/** `2020-03-05_12:00:00`, on the clocks of a timezone: as it stands in the names of downloads. */
export function fileTime(seconds: number, timezone: string): string {
  const { year, month, day, hour, minute, second } = localParts(seconds, timezone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}_${two(hour)}:${two(minute)}:${two(second)}`
}
