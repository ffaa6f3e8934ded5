import { isIPv4, isIPv6 } from 'node:net'

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|[+-](\d{2}):(\d{2}))$/

/** The formats that are checked; any other name (`uri`, `hostname`, …) passes, as in core.md §15. */
const checked: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['email', isEmail],
  ['ipv4', isIPv4],
  ['ipv6', isIPv6],
  ['date-time', isDateTime],
])

/** Tells whether a text is written in a format. */
export function isFormat(name: string, text: string): boolean {
  return checked.get(name)?.(text) ?? true
}

// Something, one at sign, something.
function isEmail(text: string): boolean {
  const at = text.indexOf('@')
  return at > 0 && at < text.length - 1 && at === text.lastIndexOf('@')
}

// RFC 3339, section 5.6, with the days a month really has.
function isDateTime(text: string): boolean {
  const match = rfc3339.exec(text)
  if (!match) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, aheadHour = 0, aheadMinute = 0] =
    match.slice(1).map((digits: string | undefined) => Number(digits ?? 0))
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const inRange = month >= 1 && month <= 12 && day >= 1 && day <= days
  return inRange && hour < 24 && minute < 60 && second <= 60 && aheadHour < 24 && aheadMinute < 60
}
