/** Any value JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

/** A JSON object. Keys that are absent and keys that are `undefined` mean the same. */
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** A JSON object under construction. */
export type MutableJsonObject = Record<string, Json | undefined>

/** Tells whether a value is a JSON object (not null, not an array). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Reads the value at a path of keys, looking at own properties only, so that
 * names such as `__proto__` or `constructor` never reach JavaScript's own.
 */
export function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  let current: Json | undefined = value
  for (const key of path) {
    if (!isJsonObject(current) || !Object.hasOwn(current, key)) return undefined
    current = current[key]
  }
  return current
}

/** The texts of a list; none when the value is no list. */
export function textsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
}

/** Tells whether a value is a JSON array. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
