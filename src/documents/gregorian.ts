/**
 * Gregorian seconds, the time of the API and of stored documents: seconds since
 * the year 0, UTC (core.md §24). Also the naming of monthly databases (MODB, §4).
 */

/** Gregorian seconds at the Unix epoch. */
export const unixEpoch = 62_167_219_200

/** 9999-12-31T23:59:59Z; later times are written as this one. */
export const lastSecond = 315_569_519_999

/** Parts of a moment in UTC; `month` and `day` count from 1. */
export interface DateParts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** The time now, in whole Gregorian seconds. */
export function now(): number {
  return Math.floor(Date.now() / 1000) + unixEpoch
}

/** Gregorian seconds of a time in Unix seconds. */
export function fromUnix(seconds: number): number {
  return seconds + unixEpoch
}

/** Unix seconds of a time in Gregorian seconds. */
export function toUnix(seconds: number): number {
  return seconds - unixEpoch
}

/** Whole Gregorian seconds of a `Date`. */
export function fromDate(date: Date): number {
  return Math.floor(date.getTime() / 1000) + unixEpoch
}

/** The `Date` of a time in Gregorian seconds. Times outside the years 0 to 9999 are moved to the nearest end. */
export function toDate(seconds: number): Date {
  const within = Number.isNaN(seconds) ? 0 : Math.min(Math.max(seconds, 0), lastSecond)
  return new Date((within - unixEpoch) * 1000)
}

/** Year, month, day, hour, minute and second (UTC) of a time in Gregorian seconds. */
export function dateParts(seconds: number): DateParts {
  const date = toDate(seconds)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  }
}

/** `2020-03-05T12:00:00Z`: the envelope's timestamp, and column 26 of CDRs. */
export function isoDateTime(seconds: number): string {
  return `${toDate(seconds).toISOString().slice(0, 19)}Z`
}

/** `2020-03-05`: column 25 of CDRs. */
export function isoDate(seconds: number): string {
  return toDate(seconds).toISOString().slice(0, 10)
}

/** `2020-03-05_12:00:00`, moved by an offset from UTC in seconds: column 21 of CDRs. */
export function plainDateTime(seconds: number, utcOffset = 0): string {
  return toDate(seconds + utcOffset)
    .toISOString()
    .slice(0, 19)
    .replace('T', '_')
}

/** `Thu, 05 Mar 2020 12:00:00 GMT`: column 24 of CDRs, and dates in HTTP headers. */
export function rfc1036(seconds: number): string {
  return toDate(seconds).toUTCString()
}

/** The month (UTC) of a time in Gregorian seconds, as `YYYYMM`. */
export function monthOf(seconds: number): string {
  const iso = toDate(seconds).toISOString()
  return iso.slice(0, 4) + iso.slice(5, 7)
}

/** The id of a monthly document: `YYYYMM-` of a time in Gregorian seconds, then the given 32 hex digits. */
export function modbId(seconds: number, hex: string): string {
  return `${monthOf(seconds)}-${hex}`
}

const monthlyId = /^(\d{4})(0[1-9]|1[0-2]|[1-9])-./s

/**
 * The month a monthly document's id names, as `YYYYMM`; also of the older form with a
 * one-digit month (`20203-…` is `202003`). `undefined` when the id is not a monthly one.
 */
export function monthOfId(id: string): string | undefined {
  const found = monthlyId.exec(id)
  return found ? `${found[1]}${(found[2] ?? '').padStart(2, '0')}` : undefined
}

/** The first Gregorian second of a month given as `YYYYMM`. */
export function monthStart(month: string): number {
  const date = new Date(0)
  date.setUTCFullYear(Number(month.slice(0, 4)), Number(month.slice(4, 6)) - 1, 1)
  return fromDate(date)
}

/** The last Gregorian second of a month given as `YYYYMM`. */
export function monthEnd(month: string): number {
  const date = new Date(0)
  date.setUTCFullYear(Number(month.slice(0, 4)), Number(month.slice(4, 6)), 1)
  return fromDate(date) - 1
}

/** Every month from that of `from` to that of `to` (Gregorian seconds), oldest first, as `YYYYMM` (core.md §19). */
export function monthsBetween(from: number, to: number): string[] {
  const first = dateParts(from)
  const last = dateParts(to)
  const months: string[] = []
  for (let index = first.year * 12 + first.month - 1; index < last.year * 12 + last.month; index++) {
    months.push(String(Math.floor(index / 12)).padStart(4, '0') + String((index % 12) + 1).padStart(2, '0'))
  }
  return months
}
