import { isJsonObject, type Json, type JsonObject } from '../json.ts'

/** Objects nested deeper than this are replaced instead of merged. */
const deepest = 200

/** Tells whether a top-level key is private: begins with `_` or `pvt_` (core.md §16). */
export function isPrivateKey(key: string): boolean {
  return key.startsWith('_') || key.startsWith('pvt_')
}

/** The object without its private top-level keys: what a client sent, minus what it may not set. */
export function stripPrivate(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !isPrivateKey(key)))
}

/**
 * The object without those of its own members that are null, as it is merged into a stored document with POST
 * (core.md §15, "null"); nulls further down stay.
 */
export function withoutNullMembers(object: JsonObject): JsonObject {
  const entries = Object.entries(object)
  return entries.some(([, value]) => value === null)
    ? Object.fromEntries(entries.filter(([, value]) => value !== null))
    : object
}

/**
 * What a PATCH makes of a stored object (core.md §16): objects merge member by member at
 * any depth, anything else replaces, `{}` replaces the stored object, and null removes.
 * Nulls that were stored before are dropped too. Neither argument is changed.
 */
export function mergePatch(stored: JsonObject, patch: JsonObject): JsonObject {
  return merge(stored, patch, 0)
}

function merge(stored: JsonObject, patch: JsonObject, depth: number): JsonObject {
  // A map, because keys such as `__proto__` are ordinary names here.
  const merged = new Map<string, Json | undefined>()
  for (const [key, value] of Object.entries(stored)) {
    if (!isAbsent(value)) merged.set(key, withoutNulls(value, depth + 1))
  }
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue
    if (value === null) merged.delete(key)
    else merged.set(key, patched(merged.get(key), value, depth + 1))
  }
  return Object.fromEntries(merged)
}

function patched(stored: Json | undefined, value: Json, depth: number): Json {
  if (!isJsonObject(value) || depth > deepest) return value
  const replaces = !isJsonObject(stored) || Object.values(value).every((member) => member === undefined)
  return merge(replaces ? {} : stored, value, depth)
}

function withoutNulls(value: Json | undefined, depth: number): Json | undefined {
  return isJsonObject(value) && depth <= deepest ? merge(value, {}, depth) : value
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null
}
