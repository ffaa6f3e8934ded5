import { BlockList, isIPv4 } from 'node:net'
import { encodeKey } from '../../documents/collation.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import type { UniqueClaim, View } from '../../documents/types.ts'
import { invalidField, type ValidationErrors } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { UniqueKey } from '../../store/port.ts'
import type { AccountContext } from '../declaration/context.ts'
import type { Services } from '../declaration/services.ts'
import { realmOf, sipMethod, textAt } from './fields.ts'
import { ipTaken, sipAuthCredentials, sipAuthIp, usernameTaken } from './sip-auth.ts'

/** What holds the SIP user name of an account's device or trunk server; user names in any case of letters. */
export function sipUsername(accountId: string, username: string): UniqueKey {
  return { scope: accountId, name: 'sip.username', value: username.toLowerCase() }
}

/** An account's SIP user names, also those of devices that are let in by their IP address. */
export const sipUsernames: View = {
  name: 'devices/sip_credentials',
  version: 1,
  emit: ({ body }) => {
    const username = textAt(body, 'sip', 'username')
    return username === undefined ? [] : [{ key: username.toLowerCase(), value: { method: sipMethod(body) } }]
  },
}

/** Devices with a password own their user name; one with an IP address does not need its own. */
export function uniqueUsername({ db, body }: DocumentFacts): readonly UniqueClaim[] {
  const username = textAt(body, 'sip', 'username')
  if (username === undefined || sipMethod(body) !== 'password') return []
  return [
    {
      key: sipUsername(db, username),
      taken: () => invalidField('sip.username', 'unique', usernameTaken(username)),
    },
  ]
}

/** What is wrong with the credentials of a device about to be saved (accounts-and-pbx.md, "devices" 6, 8). */
export async function credentialErrors(
  context: AccountContext,
  body: JsonObject,
  deviceId: string | undefined,
): Promise<ValidationErrors> {
  const method = sipMethod(body)
  if (method === 'password') return await passwordErrors(context, body, deviceId)
  if (method === 'ip') return await ipErrors(context, body, deviceId)
  const message = 'A device proves who it is by password or by IP address'
  return { 'sip.method': { enum: { message, target: ['password', 'ip'], cause: method } } }
}

async function passwordErrors(
  { services: { documents }, db, account }: AccountContext,
  body: JsonObject,
  deviceId: string | undefined,
): Promise<ValidationErrors> {
  const username = textAt(body, 'sip', 'username')
  if (username === undefined) return {}
  const key = encodeKey(username.toLowerCase())
  const view = sipUsernames.name
  const [holder, rows] = await Promise.all([
    documents.store.holder(sipAuthCredentials(realmOf(body, account.realm), username)),
    documents.scan({ db, view, low: key, high: key, descending: false, limit: 2 }),
  ])
  const taken = (holder && holder.id !== deviceId) === true || rows.some(({ id }) => id !== deviceId)
  return taken ? { 'sip.username': { unique: usernameTaken(username) } } : {}
}

async function ipErrors(
  { services }: AccountContext,
  body: JsonObject,
  deviceId: string | undefined,
): Promise<ValidationErrors> {
  const sip = isJsonObject(body['sip']) ? body['sip'] : {}
  const ip = sip['ip']
  if (typeof ip !== 'string' || !isIPv4(ip)) {
    const message = 'Must be an IPv4 address'
    return { 'sip.ip': { type: { message, ...(ip !== undefined && { cause: ip }) } } }
  }
  const holder = await services.documents.store.holder(sipAuthIp(ip))
  const taken = (holder && holder.id !== deviceId) === true || isInAnAcl(services, ip, deviceId)
  return taken ? { 'sip.ip': { unique: ipTaken(ip) } } : {}
}

/** Whether the system's access lists let the address in as something else than this device. */
function isInAnAcl({ config }: Services, ip: string, deviceId: string | undefined): boolean {
  const acls = config.value('ecallmgr', 'acls')
  if (!isJsonObject(acls)) return false
  return Object.values(acls).some((acl) => {
    if (!isJsonObject(acl) || (deviceId !== undefined && acl['authorizing_id'] === deviceId)) return false
    const { cidr } = acl
    return (Array.isArray(cidr) ? cidr : [cidr]).some((each: Json | undefined) => isWithin(ip, each))
  })
}

/** Whether an address lies in a range such as `203.0.113.0/24`, or is the address given. */
function isWithin(ip: string, cidr: Json | undefined): boolean {
  if (typeof cidr !== 'string') return false
  const [network = '', bits = '32'] = cidr.split('/')
  if (!isIPv4(network) || !/^(?:\d|[12]\d|3[0-2])$/.test(bits)) return false
  const range = new BlockList()
  range.addSubnet(network, Number(bits), 'ipv4')
  return range.check(ip, 'ipv4')
}
