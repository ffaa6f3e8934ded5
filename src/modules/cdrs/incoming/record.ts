import { hash } from 'node:crypto'
import { toNumber } from '../../../documents/coercion.ts'
import { lastSecond, monthOf, monthOfId, unixEpoch } from '../../../documents/gregorian.ts'
import { isJsonObject, type JsonObject, type MutableJsonObject } from '../../../json.ts'
import { text } from '../columns.ts'
import { readInteraction } from '../views.ts'
import { ignoredEvent, isSwitchEvent, normalised, type EventRules } from './event.ts'

/** A call record on its way into the store. */
export interface IncomingCdr {
  readonly accountId: string
  /** `YYYYMM-<call id>`. */
  readonly id: string
  readonly body: JsonObject
  readonly hidden: JsonObject
  /** When the record was made, Gregorian seconds. */
  readonly created: number
}

/** Why something is not taken as a call record. */
export interface Refusal {
  readonly refused: string
}

/** Tells a refusal from a record. */
export function isRefusal(value: IncomingCdr | Refusal): value is Refusal {
  return 'refused' in value
}

/** Longer call ids are refused, in UTF-16 units. */
const longestCallId = 512

/**
 * Reads a call record: the switch's event that a channel has ended, or a record as it was stored, with
 * the account's id beside it (`account_id`, `pvt_account_id`) or among its channel variables. Gives
 * the document to store (calls-and-events.md, "cdrs", stored document), or why it is refused.
 */
export function readCdr(value: unknown, rules: EventRules): IncomingCdr | Refusal {
  if (!isJsonObject(value)) return { refused: 'not an object' }
  const event = isSwitchEvent(value)
  const source = event ? normalised(value) : value
  const ignored = event ? ignoredEvent(source, rules) : undefined
  if (ignored !== undefined) return { refused: ignored }
  const vars = isJsonObject(source['custom_channel_vars']) ? source['custom_channel_vars'] : {}
  const accountId = accountOf(source, vars)
  if (accountId === undefined) return { refused: 'no account id' }
  const callId = text(source['call_id'])
  if (callId === '') return { refused: 'no call id' }
  if (callId.length > longestCallId) return { refused: 'call id is too long' }
  const counted = integersOf(source)
  if ('refused' in counted) return counted
  const { integers, timestamp } = counted
  if (!(timestamp >= unixEpoch && timestamp <= lastSecond))
    return { refused: 'timestamp is not in Gregorian seconds' }
  const interactionId = interactionOf(source, vars, timestamp, callId)
  const interaction = readInteraction(interactionId)
  if (!interaction) return { refused: 'interaction id is not one' }
  const { open, hidden } = separated(source, vars)
  return {
    accountId,
    id: idOf(source) ?? `${monthOf(interaction.time)}-${callId}`,
    body: Object.assign(open, integers, {
      call_id: callId,
      interaction_time: interaction.time,
      interaction_key: interaction.key,
      interaction_id: interactionId,
    }),
    hidden,
    created: createdOf(source) ?? timestamp,
  }
}

function accountOf(source: JsonObject, vars: JsonObject): string | undefined {
  const given = source['account_id'] ?? source['pvt_account_id'] ?? vars['account_id']
  // Records of monthly databases may carry the month behind the account: `…-201307`.
  const id = text(given).replace(/-\d{6}$/, '')
  return /^[A-Za-z0-9]{32}$/.test(id) ? id : undefined
}

const integerFields = [
  'timestamp',
  'duration_seconds',
  'billing_seconds',
  'ringing_seconds',
  'channel_created_time',
] as const

/** The fields that count something, as integers, whether they came as numbers or as texts. */
function integersOf(source: JsonObject): { integers: JsonObject; timestamp: number } | Refusal {
  const integers: Record<string, number> = {}
  for (const name of integerFields) {
    const value = source[name]
    if (value === undefined || value === null || value === '') continue
    const number = toNumber(value)
    if (!Number.isSafeInteger(number) || number === undefined) return { refused: `${name} is not an integer` }
    integers[name] = number
  }
  const { timestamp } = integers
  return timestamp === undefined ? { refused: 'no timestamp' } : { integers, timestamp }
}

/**
 * All legs with the same variable are one interaction. A call that has none is an interaction of its own,
 * with a name that follows from the record, so that the same record is known again.
 */
function interactionOf(source: JsonObject, vars: JsonObject, timestamp: number, callId: string): string {
  const given = text(vars['call_interaction_id'] ?? source['interaction_id'])
  return given === '' ? `${String(timestamp)}-${hash('md5', callId).slice(0, 8)}` : given
}

/** Channel variables that stand at the top of a stored record as well. */
const raisedVariables = [
  'call_priority',
  'recording_url',
  'e164_destination',
  'e164_origination',
  'did_classifier',
  'is_conference',
] as const

/** Public and private fields apart; private ones among the channel variables belong to the record. */
function separated(source: JsonObject, vars: JsonObject): { open: MutableJsonObject; hidden: JsonObject } {
  const hidden: MutableJsonObject = { pvt_vsn: '2' }
  const ownVars: MutableJsonObject = {}
  for (const name of Object.keys(vars)) {
    if (name.startsWith('pvt_')) hidden[name] = vars[name]
    // `__proto__` would be no property but the object's own prototype.
    else if (name !== 'call_interaction_id' && name !== '__proto__') ownVars[name] = vars[name]
  }
  const open: MutableJsonObject = {}
  for (const name of raisedVariables)
    if (vars[name] !== undefined && vars[name] !== null) open[name] = vars[name]
  for (const name of Object.keys(source))
    if (!name.startsWith('_') && !name.startsWith('pvt_') && name !== 'id' && name !== 'account_id')
      open[name] = source[name]
  open['custom_channel_vars'] = ownVars
  return { open, hidden }
}

function idOf(source: JsonObject): string | undefined {
  const id = text(source['_id'] ?? source['id'])
  return monthOfId(id) !== undefined && id.length <= longestCallId + 7 ? id : undefined
}

function createdOf(source: JsonObject): number | undefined {
  const created = toNumber(source['pvt_created'])
  return Number.isSafeInteger(created) && created !== undefined && created > 0 ? created : undefined
}
