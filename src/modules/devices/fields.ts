import type { NumberRules } from '../../documents/e164.ts'
import { isJsonObject, valueAt, type Json, type JsonObject, type MutableJsonObject } from '../../json.ts'
import { withEmergencyNumber } from '../declaration/account-numbers.ts'

/**
 * A device's public fields as they are to be kept (accounts-and-pbx.md, "devices" 3 and 6, 1 to 5). Values
 * of a wrong type stay as they are, for the schema to refuse.
 */
export function normalizedDevice(body: JsonObject, accountRealm: string, rules: NumberRules): JsonObject {
  const { sync: _order, mac_address: mac, outbound_flags: flags, sip, provision, ...rest } = body
  const address = typeof mac === 'string' ? cleanMacAddress(mac) : mac
  const kept: MutableJsonObject = {
    ...rest,
    ...(address !== undefined && { mac_address: address }),
    ...(flags !== undefined && { outbound_flags: trimmedFlags(flags) }),
    ...(sip !== undefined && { sip: withoutOwnRealm(sip, accountRealm) }),
    ...(provision !== undefined && { provision: withoutEmptyKeys(provision) }),
  }
  return withEmergencyNumber(kept, rules)
}

/** Twelve hex digits in lower case, whatever stands between them; `undefined` when nothing is left. */
function cleanMacAddress(text: string): string | undefined {
  const digits = text.toLowerCase().replace(/[^0-9a-f]/g, '')
  return digits === '' ? undefined : digits
}

/** Flags without spaces around them, in a list or in the lists `dynamic` and `static`. */
function trimmedFlags(flags: Json): Json {
  if (Array.isArray(flags)) return flags.map((flag: Json) => (typeof flag === 'string' ? flag.trim() : flag))
  if (!isJsonObject(flags)) return flags
  return mapMembers(flags, (list) => (Array.isArray(list) ? trimmedFlags(list) : list))
}

/** The account's realm need not be told again, and must not stay behind when the account gets another. */
function withoutOwnRealm(sip: Json, accountRealm: string): Json {
  if (!isJsonObject(sip)) return sip
  const { realm, ...rest } = sip
  return typeof realm === 'string' && realm.toLowerCase() === accountRealm.toLowerCase() ? rest : sip
}

/** Keys of a phone that are set to null have nothing on them. */
function withoutEmptyKeys(provision: Json): Json {
  if (!isJsonObject(provision)) return provision
  return mapMembers(provision, (member, name) =>
    (name === 'combo_keys' || name === 'feature_keys') && isJsonObject(member)
      ? Object.fromEntries(Object.entries(member).filter(([, key]) => key !== null))
      : member,
  )
}

function mapMembers(
  object: JsonObject,
  change: (member: Json | undefined, name: string) => Json | undefined,
): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, member]) => [name, change(member, name)]))
}

/** A text that is not empty, at a path of keys. */
export function textAt(body: JsonObject, ...path: readonly string[]): string | undefined {
  const value = valueAt(body, path)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The SIP domain a device registers in: its own, else the account's. */
export function realmOf(body: JsonObject, accountRealm: string): string {
  return textAt(body, 'sip', 'realm') ?? accountRealm
}

/** How a device proves who it is: by password unless it says otherwise. */
export function sipMethod(body: JsonObject): Json {
  return valueAt(body, ['sip', 'method']) ?? 'password'
}
