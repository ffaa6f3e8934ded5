import { toInteger, toNumber } from '../../documents/coercion.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import { toDate, toUnix } from '../../documents/gregorian.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import { callCost } from './call-cost.ts'

/**
 * The columns of a call record as listings show it (calls-and-events.md, "cdrs", list rows): their
 * names, in order, and what stands in them. A cell is a text; absent values are empty ones.
 */

/** A stored call record, with what several columns are made from. */
interface Call {
  readonly id: string
  readonly body: JsonObject
  /** `custom_channel_vars`. */
  readonly vars: JsonObject
  /** When the call began, Gregorian seconds. */
  readonly start: number
  /** The same, as `2020-03-05T12:00:00.000Z`. */
  readonly iso: string
}

type Column = readonly [name: string, cell: (call: Call) => string]

const columns: readonly Column[] = [
  ['id', ({ id }) => id],
  ['call_id', field('call_id')],
  ['caller_id_number', field('caller_id_number')],
  ['caller_id_name', field('caller_id_name')],
  ['callee_id_number', field('callee_id_number')],
  ['callee_id_name', field('callee_id_name')],
  ['duration_seconds', integerField('duration_seconds')],
  ['billing_seconds', integerField('billing_seconds')],
  ['timestamp', ({ start }) => String(start)],
  ['hangup_cause', field('hangup_cause')],
  ['other_leg_call_id', field('other_leg_call_id')],
  ['owner_id', variable('owner_id')],
  ['to', field('to')],
  ['from', field('from')],
  ['direction', field('call_direction')],
  ['request', field('request')],
  ['authorizing_id', authorizingId],
  ['cost', cost('account_billing')],
  ['dialed_number', dialedNumber],
  ['calling_from', callingFrom],
  ['datetime', ({ iso }) => `${iso.slice(0, 10)}_${iso.slice(11, 19)}`],
  ['unix_timestamp', ({ start }) => String(toUnix(start))],
  ['unix_timestamp_micro', unixTimestampMicro],
  ['rfc_1036', ({ start }) => toDate(start).toUTCString()],
  ['iso_8601', ({ iso }) => iso.slice(0, 10)],
  ['iso_8601_combined', ({ iso }) => `${iso.slice(0, 19)}Z`],
  ['call_type', variable('account_billing')],
  ['rate', ({ vars }) => decimal((toNumber(vars['rate']) ?? 0) / 10_000)],
  ['rate_name', variable('rate_name')],
  ['bridge_id', variable('bridge_id')],
  ['recording_url', field('recording_url')],
  ['media_recordings', mediaRecordings],
  ['media_server', field('media_server')],
  ['call_priority', ({ body, vars }) => text(body['call_priority'] ?? vars['call_priority'])],
  ['interaction_id', field('interaction_id')],
]

/** Shown to resellers only, behind the others. */
const forResellers: readonly Column[] = [
  ['reseller_cost', cost('reseller_billing')],
  ['reseller_call_type', variable('reseller_billing')],
]

/** Names of the columns. */
export const columnNames: readonly string[] = columns.map(([name]) => name)

/** Names of the columns that only resellers see. */
export const resellerColumnNames: readonly string[] = forResellers.map(([name]) => name)

/** Columns whose cells are integers, or empty. */
export const integerColumns: readonly string[] = ['duration_seconds', 'billing_seconds']

/** The column whose cell is a list: one entry a line. */
export const listColumn = 'media_recordings'

/** The cells of a stored call record, in the order of the columns. */
export function cellsOf(record: DocumentFacts): { cells: readonly string[]; reseller: readonly string[] } {
  const { id, body } = record
  const vars = isJsonObject(body['custom_channel_vars']) ? body['custom_channel_vars'] : {}
  const start = callStart(body)
  const call: Call = { id, body, vars, start, iso: toDate(start).toISOString() }
  return {
    cells: columns.map(([, cell]) => cell(call)),
    reseller: forResellers.map(([, cell]) => cell(call)),
  }
}

/** When a call began, in Gregorian seconds: the record's time is that of the hangup. */
export function callStart(body: JsonObject): number {
  return (toInteger(body['timestamp']) ?? 0) - (toInteger(body['duration_seconds']) ?? 0)
}

/** A value as the text of a cell; lists and objects have none. */
export function text(value: Json | undefined): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value)
}

/** The part of a SIP address before the `@`. */
export function userPart(address: Json | undefined): string {
  const [user = ''] = text(address).split('@', 1)
  return user
}

function field(name: string): Column[1] {
  return ({ body }) => text(body[name])
}

function integerField(name: string): Column[1] {
  return ({ body }) => text(toInteger(body[name]))
}

function variable(name: string): Column[1] {
  return ({ vars }) => text(vars[name])
}

/** Calls authorised by the account itself name no device. */
function authorizingId({ vars }: Call): string {
  const id = text(vars['authorizing_id'])
  return id === text(vars['account_id']) ? '' : id
}

function cost(billing: string): Column[1] {
  return ({ body, vars }) => String(callCost(vars[billing], toInteger(body['billing_seconds']) ?? 0, vars))
}

/** Records without a direction count as outbound. */
function dialedNumber({ body }: Call): string {
  return userPart(body['call_direction'] === 'inbound' ? body['request'] : body['to'])
}

function callingFrom({ body }: Call): string {
  return body['call_direction'] === 'inbound' ? text(body['caller_id_number']) : userPart(body['from_uri'])
}

function unixTimestampMicro({ body, start }: Call): string {
  const micro = toInteger(body['channel_created_time'])
  if (micro === undefined) return decimal(toUnix(start))
  return decimal(Math.floor(micro / 1_000_000) + (micro % 1_000_000) / 1_000_000)
}

function mediaRecordings({ body, vars }: Call): string {
  const value = vars['media_recordings'] ?? body['media_recordings']
  const list: readonly Json[] = Array.isArray(value) ? value : [value ?? '']
  return list
    .map((each) => text(each).replaceAll('\n', ' '))
    .filter((each) => each !== '')
    .join('\n')
}

/** A number that is seen to be no integer: `0.0`, `0.012`. */
function decimal(number: number): string {
  const digits = String(number)
  return Number.isInteger(number) && !digits.includes('e') ? `${digits}.0` : digits
}

/** When a leg's channel was created, in Unix microseconds; the start of the call when that is not known. */
export function channelTime(body: JsonObject): number {
  return toInteger(body['channel_created_time']) ?? toUnix(callStart(body)) * 1_000_000
}
