import type { DocumentFacts } from '../../documents/document.ts'
import { isTrue } from '../../documents/coercion.ts'
import { valueAt, type JsonObject } from '../../json.ts'
import type { Switch } from '../../outside/switch/port.ts'
import { realmOf, textAt } from './fields.ts'
import { sipAuthEntry } from './sip-auth.ts'

type Device = Pick<DocumentFacts, 'body' | 'db'>

/**
 * Tells the switch that a device was created, changed or deleted (accounts-and-pbx.md, "devices" 8):
 * phones fetch their configuration anew, and nothing of what the switch remembered of the former
 * credentials stays valid. `before` is absent on creation, `after` on deletion.
 */
export function tellSwitch(
  telephony: Switch,
  accountRealm: string,
  before: Device | undefined,
  after: Device | undefined,
): void {
  const addresses = new Map<string, Address>()
  for (const device of [before, after]) {
    const address = device && addressOf(device, accountRealm)
    if (address) addresses.set(`${address.username}@${address.realm}`, address)
  }
  for (const { realm, username } of addresses.values()) telephony.checkSync(realm, username)
  if (before && endsRegistrations(before, after))
    for (const { realm, username } of addresses.values()) telephony.flushRegistrations(realm, username)
  const former = before && addressOf(before, accountRealm)
  if (former && endsCredentials(before, after)) telephony.flushCredentials(former.realm, former.username)
  if (entryText(before, accountRealm) !== entryText(after, accountRealm)) telephony.reloadAcls()
}

/** Where a device registers. */
interface Address {
  readonly realm: string
  readonly username: string
}

/** The SIP address of a device; `undefined` when it has no user name. */
export function addressOf({ body }: Pick<Device, 'body'>, accountRealm: string): Address | undefined {
  const username = textAt(body, 'sip', 'username')
  return username === undefined ? undefined : { realm: realmOf(body, accountRealm), username }
}

/** Fields whose change ends a registration. */
const registering = [['sip', 'password'], ['sip', 'username'], ['sip', 'realm'], ['owner_id'], ['enabled']]
/** Fields whose change makes remembered credentials useless. */
const authorizing = [
  ['presence_id'],
  ['media', 'encryption', 'enforce_security'],
  ['sip', 'username'],
  ['sip', 'realm'],
  ['sip', 'password'],
  ['owner_id'],
]

function endsRegistrations(before: Device, after: Device | undefined): boolean {
  return !after || differ(before.body, after.body, registering)
}

function endsCredentials(before: Device, after: Device | undefined): boolean {
  if (!after || differ(before.body, after.body, authorizing)) return true
  return isTrue(before.body['enabled']) && !isTrue(after.body['enabled'])
}

function differ(before: JsonObject, after: JsonObject, paths: readonly (readonly string[])[]): boolean {
  return paths.some((path) => valueAt(before, path) !== valueAt(after, path))
}

function entryText(device: Device | undefined, accountRealm: string): string | undefined {
  return device && JSON.stringify(sipAuthEntry(device, accountRealm))
}
