import { isJsonObject, type Json } from '../json.ts'
import { toInteger } from './coercion.ts'

/*
 * How filters find a value in a document, and what they compare it with (core.md §20).
 */

/** The value under a path; segments that meet an array are positions in it, counted from 1. */
export function valueUnder(value: Json | undefined, path: readonly string[]): Json | undefined {
  let current = value
  for (const segment of path) {
    if (Array.isArray(current)) {
      const position = toInteger(segment)
      const list: readonly Json[] = current
      current = position === undefined || position < 1 ? undefined : list[position - 1]
    } else if (isJsonObject(current) && Object.hasOwn(current, segment)) current = current[segment]
    else return undefined
  }
  return current
}

/** The texts a value stands for: itself and, when it is JSON, a string or the strings of an array. */
export function alternatives(wanted: string): ReadonlySet<string> {
  const parsed = parseJson(wanted)
  const members: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed]
  return new Set([wanted, ...members.filter((member) => typeof member === 'string')])
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A stored value as filters compare it: as text. */
export function asText(value: Json | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  return Array.isArray(value) ? (joined(value) ?? '') : JSON.stringify(value)
}

/** Strings one behind the other, also those of inner arrays; arrays with anything else have no text. */
function joined(list: readonly Json[]): string | undefined {
  let text = ''
  for (const element of list) {
    const part = typeof element === 'string' ? element : Array.isArray(element) ? joined(element) : undefined
    if (part === undefined) return undefined
    text += part
  }
  return text
}
