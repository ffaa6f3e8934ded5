import { Refused } from './registry.ts'

/** Longest pause between two steps, in milliseconds. */
const longestPause = 3_600_000

/** A pause, in milliseconds, as an argument tells it: a whole number up to an hour. */
export function milliseconds(text: string): number | Refused {
  return wholeNumber(text, 0, longestPause) ?? new Refused(`${text} is no pause: it is told in milliseconds`)
}

/** How many work at the same time, as an argument tells it. */
export function workers(text: string): number | Refused {
  return wholeNumber(text, 1, 64) ?? new Refused(`${text} is no number of workers: 1 to 64`)
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,9}$/.test(text)) return undefined
  const value = Number(text)
  return value >= least && value <= most ? value : undefined
}
