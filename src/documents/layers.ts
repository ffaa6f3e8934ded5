import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import { canonical } from './validation/canonical.ts'

/*
 * Settings lie in layers: what is above wins over what is below, key by key at any
 * depth. Keys are held in maps, because names such as `__proto__` are ordinary here.
 */

/**
 * What shows when one layer lies on another: objects merge member by member, lists and plain
 * values replace, and null takes the key away. Neither argument is changed.
 */
export function overlay(below: JsonObject, above: JsonObject): JsonObject {
  const seen = new Map(Object.entries(below))
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue
    if (value === null) seen.delete(key)
    else seen.set(key, laid(seen.get(key), value))
  }
  return Object.fromEntries(seen)
}

function laid(below: Json | undefined, above: Json): Json {
  return isJsonObject(above) ? overlay(isJsonObject(below) ? below : {}, above) : above
}

/**
 * What has to lie above `below` so that `wanted` shows: its values that are others there. Nulls
 * and empty objects say nothing and are left out.
 */
export function differences(wanted: JsonObject, below: JsonObject): JsonObject {
  const other = new Map<string, Json>()
  for (const [key, value] of Object.entries(wanted)) {
    const lower = Object.hasOwn(below, key) ? below[key] : undefined
    const difference = differenceOf(value, lower)
    if (difference !== undefined) other.set(key, difference)
  }
  return Object.fromEntries(other)
}

function differenceOf(wanted: Json | undefined, below: Json | undefined): Json | undefined {
  if (wanted === undefined || wanted === null) return undefined
  if (!isJsonObject(wanted))
    return below !== undefined && canonical(wanted) === canonical(below) ? undefined : wanted
  const inner = differences(wanted, isJsonObject(below) ? below : {})
  return Object.keys(inner).length === 0 ? undefined : inner
}

/** The members of an object that another one has too, at any depth: a validated value without what the schema put in. */
export function membersOf(value: JsonObject, asked: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => Object.hasOwn(asked, key))
      .map(([key, member]) => {
        const wanted = asked[key]
        return [key, isJsonObject(member) && isJsonObject(wanted) ? membersOf(member, wanted) : member]
      }),
  )
}
