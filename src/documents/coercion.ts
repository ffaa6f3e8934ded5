import type { Json } from '../json.ts'

/**
 * How values of requests are read as booleans and integers (core.md §6).
 */

/** True exactly for `true` and `"true"`; `"1"`, `"yes"`, `"TRUE"` are not. */
export function isTrue(value: Json | undefined): boolean {
  return value === true || value === 'true'
}

/** True exactly for `false` and `"false"`. Not the opposite of `isTrue`: most values are neither. */
export function isFalse(value: Json | undefined): boolean {
  return value === false || value === 'false'
}

const decimal = /^[+-]?\d+(?:\.\d+(?:[eE][+-]?\d+)?)?$/

/** A finite number, or a text of one in decimal; anything else is `undefined`. */
export function toNumber(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && decimal.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/**
 * An integer, a text of one, or a number with a fraction (or its text) rounded half away
 * from zero; anything else is `undefined`.
 */
export function toInteger(value: Json | undefined): number | undefined {
  const number = toNumber(value)
  return number === undefined ? undefined : roundHalfAway(number)
}

/** Rounds to the nearest integer, halves away from zero. */
export function roundHalfAway(number: number): number {
  const rounded = number < 0 ? -Math.round(-number) : Math.round(number)
  // Minus zero would show in JSON as 0 but not compare as identical.
  return rounded === 0 ? 0 : rounded
}

/** A text that is not empty; anything else is `undefined`. */
export function toText(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** "Empty" where a rule asks for it: absent, null, `""`, `"0"`, `"NULL"`, `"undefined"`, 0, `[]` and `{}`. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === 0) return true
  if (typeof value === 'string') {
    return value === '' || value === '0' || value === 'NULL' || value === 'undefined'
  }
  if (typeof value !== 'object') return false
  if (Array.isArray(value)) return value.length === 0
  return Object.values(value).every((member) => member === undefined)
}
