import { toText } from '../../documents/coercion.ts'
import type { NumberRules } from '../../documents/e164.ts'
import { valueAt, type JsonObject } from '../../json.ts'
import { withEmergencyNumber } from '../declaration/account-numbers.ts'

/**
 * A user's public fields as they are to be kept: the username in lower case, the number shown to
 * emergency services in E.164 (accounts-and-pbx.md, "users" 6). Values of a wrong type stay as
 * they are, for the schema to refuse.
 */
export function normalizedUser(body: JsonObject, rules: NumberRules): JsonObject {
  const { username } = body
  const named = typeof username === 'string' ? { ...body, username: username.toLowerCase() } : body
  return withEmergencyNumber(named, rules)
}

/** Request fields that are not kept: secrets, and orders to the server. */
const transient: ReadonlySet<string> = new Set(['password', 'confirm_password', 'credentials', 'sync'])

/** A user's public fields without those that are never kept (accounts-and-pbx.md, "users" 5, 8). */
export function keptFields(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !transient.has(key)))
}

/** A text that is not empty, at a path of keys. */
export function textAt(body: JsonObject, ...path: readonly string[]): string | undefined {
  return toText(valueAt(body, path))
}
