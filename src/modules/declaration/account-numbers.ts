import type { Account } from '../../documents/accounts.ts'
import { toE164, type NumberRules } from '../../documents/e164.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import type { Services } from './services.ts'

/** How the numbers of an account are read: its dial plan first, then the system's conversions (accounts-and-pbx.md, "Numbers"). */
export function numberRules(services: Pick<Services, 'config'>, account: Account): NumberRules {
  return { dialPlan: account.document.body['dial_plan'], ...systemNumberRules(services) }
}

/** How numbers are read by the system's conversions alone. */
export function systemNumberRules({ config }: Pick<Services, 'config'>): NumberRules {
  const converters = config.value('number_manager', 'e164_converters')
  return isJsonObject(converters) ? { converters } : {}
}

/**
 * A body whose `caller_id.emergency.number` is in E.164, as emergency services need it; values of a wrong
 * type stay as they are, for the schema to refuse.
 */
export function withEmergencyNumber(body: JsonObject, rules: NumberRules): JsonObject {
  const { caller_id: callerId } = body
  if (!isJsonObject(callerId)) return body
  const { emergency } = callerId
  if (!isJsonObject(emergency) || typeof emergency['number'] !== 'string') return body
  const number = toE164(emergency['number'], rules)
  return { ...body, caller_id: { ...callerId, emergency: { ...emergency, number } } }
}
