import { toE164 } from '../../documents/e164.ts'
import { isJsonObject, valueAt, type Json, type JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'

/**
 * A user's public fields as they are to be kept: the username in lower case, the number shown to
 * emergency services in E.164 (accounts-and-pbx.md, "users" 6). Values of a wrong type stay as
 * they are, for the schema to refuse. `dialPlan` is the `dial_plan` of the account.
 */
export function normalizedUser(
  services: Pick<Services, 'config'>,
  body: JsonObject,
  dialPlan: Json | undefined,
): JsonObject {
  const { username, caller_id: callerId } = body
  return {
    ...body,
    ...(typeof username === 'string' && { username: username.toLowerCase() }),
    ...(isJsonObject(callerId) && { caller_id: withEmergencyNumber(services, callerId, dialPlan) }),
  }
}

function withEmergencyNumber(
  services: Pick<Services, 'config'>,
  callerId: JsonObject,
  dialPlan: Json | undefined,
): JsonObject {
  const { emergency } = callerId
  if (!isJsonObject(emergency) || typeof emergency['number'] !== 'string') return callerId
  const converters = services.config.value('number_manager', 'e164_converters')
  const number = toE164(emergency['number'], {
    dialPlan,
    ...(isJsonObject(converters) && { converters }),
  })
  return { ...callerId, emergency: { ...emergency, number } }
}

/** Request fields that are not kept: secrets, and orders to the server. */
const transient: ReadonlySet<string> = new Set(['password', 'confirm_password', 'credentials', 'sync'])

/** A user's public fields without those that are never kept (accounts-and-pbx.md, "users" 5, 8). */
export function keptFields(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !transient.has(key)))
}

/** A text that is not empty, at a path of keys. */
export function textAt(body: JsonObject, ...path: readonly string[]): string | undefined {
  const value = valueAt(body, path)
  return typeof value === 'string' && value !== '' ? value : undefined
}
