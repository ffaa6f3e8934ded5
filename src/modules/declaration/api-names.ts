import { isJsonObject, type Json, type JsonObject } from '../../json.ts'

/**
 * Facts in the names that clients see: `isOnHold` becomes `is_on_hold`. Values stay as they are: objects within
 * have names of their own.
 */
export function inApiNames(facts: object): JsonObject {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]: [string, Json | undefined]) =>
      value === undefined
        ? []
        : [[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value] as const],
    ),
  )
}

/** What a switch wrote, in the names that clients see: `Call-ID` becomes `call_id`, at every depth. */
export function normalizedNames(value: Json): Json {
  if (Array.isArray(value)) return value.map((each: Json) => normalizedNames(each))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.toLowerCase().replaceAll('-', '_'),
      member === undefined ? undefined : normalizedNames(member),
    ]),
  )
}
