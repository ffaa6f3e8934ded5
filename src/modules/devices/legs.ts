import { userType } from '../../auth/directory.ts'
import type { Account } from '../../documents/accounts.ts'
import { isFalse, isTrue, toText } from '../../documents/coercion.ts'
import { matchUntrusted } from '../../documents/untrusted-pattern.ts'
import { isJsonObject, valueAt, type Json, type JsonObject } from '../../json.ts'
import type { EndpointLeg } from '../../outside/switch/calls.ts'
import type { Services } from '../declaration/services.ts'
import { realmOf, textAt } from './fields.ts'
import { usersOf } from './used-by.ts'

/** A device to be rung, stored or made up for one call. */
export interface Ringable {
  readonly id: string
  readonly body: JsonObject
}

/**
 * What a switch has to ring so that a device rings (calls-and-events.md, "Endpoint for ringing"): its SIP
 * address, the number it is forwarded to, or both. Nothing when the device or who uses it is disabled or wants
 * not to be disturbed, or when it has no address at all.
 */
export async function legsOf(
  services: Pick<Services, 'documents' | 'config'>,
  account: Account,
  device: Ringable,
): Promise<readonly EndpointLeg[]> {
  const ids = usersOf(device)
  const users = (await services.documents.findMany(account.id, ids)).filter(({ type }) => type === userType)
  const layers = [account.document.body, ...users.map(({ body }) => body), device.body]
  if (isFalse(device.body['enabled'])) return []
  if (users.length > 0 && users.every(({ body }) => isFalse(body['enabled']))) return []
  if (layers.some((body) => isTrue(valueAt(body, ['do_not_disturb', 'enabled'])))) return []
  const [user] = users
  const ring: Ring = {
    account,
    device,
    realm: realmOf(device.body, account.realm),
    presenceId: textAt(user?.body ?? {}, 'presence_id') ?? textAt(device.body, 'presence_id'),
    ...(user && { userId: user.id }),
  }
  const forward = forwardOf(device.body, user?.body)
  const leg =
    forward && isTrue(forward['substitute']) ? undefined : (mobileLeg(services, ring) ?? addressLeg(ring))
  return [...(forward ? [forwardLeg(ring, forward)] : []), ...(leg ? [leg] : [])]
}

interface Ring {
  readonly account: Account
  readonly device: Ringable
  readonly realm: string
  readonly presenceId: string | undefined
  readonly userId?: string
}

/** The forwarding that holds for a device: its own when that is on, else its own over its user's. */
function forwardOf(device: JsonObject, user: JsonObject | undefined): JsonObject | undefined {
  const [own, theirs] = [device['call_forward'], user?.['call_forward']].map((each) =>
    isJsonObject(each) ? each : {},
  )
  const merged = isTrue(own?.['enabled']) ? own : { ...own, ...theirs }
  return merged && isTrue(merged['enabled']) && toText(merged['number']) !== undefined ? merged : undefined
}

function addressLeg({ account, device, realm, presenceId, userId }: Ring): EndpointLeg | undefined {
  const { body, id } = device
  const sip = isJsonObject(body['sip']) ? body['sip'] : {}
  const username = textAt(sip, 'username')
  if (![username, textAt(sip, 'route'), textAt(sip, 'static_route'), textAt(sip, 'ip')].some(Boolean))
    return undefined
  const headers = valueAt(sip, ['custom_sip_headers', 'in'])
  return definite({
    invite_format: textAt(sip, 'invite_format') ?? 'username',
    to_user: textAt(sip, 'static_invite') ?? username,
    to_username: username,
    to_realm: realm,
    to_did: textAt(sip, 'number'),
    to_ip: textAt(sip, 'ip'),
    sip_transport: textAt(sip, 'transport'),
    sip_interface: textAt(sip, 'custom_sip_interface'),
    route: textAt(sip, 'route') ?? textAt(sip, 'static_route'),
    proxy_ip: textAt(sip, 'proxy'),
    forward_ip: textAt(sip, 'forward'),
    ignore_early_media: valueAt(body, ['media', 'ignore_early_media']),
    bypass_media: valueAt(body, ['media', 'bypass_media']),
    endpoint_progress_timeout: valueAt(body, ['media', 'progress_timeout']),
    endpoint_id: id,
    codecs: codecsOf(body),
    presence_id: `${presenceId ?? username ?? id}@${account.realm}`,
    custom_sip_headers: isJsonObject(headers) ? headers : undefined,
    custom_channel_vars: channelVars({
      account,
      device,
      realm,
      presenceId,
      ...(userId !== undefined && { userId }),
    }),
    ignore_completed_elsewhere: sip['ignore_completed_elsewhere'],
  })
}

/** Settings of the way to mobile phones. */
const mobileSettings = 'kazoo_endpoint.mobile'

/** A mobile phone is reached by its number, at the realm of who runs the network. */
function mobileLeg({ config }: Pick<Services, 'config'>, ring: Ring): EndpointLeg | undefined {
  const { body, id } = ring.device
  const mdn = body['device_type'] === 'mobile' ? textAt(body, 'mobile', 'mdn') : undefined
  if (mdn === undefined) return undefined
  const setting = (key: string, usual: string): string => config.text(mobileSettings, key, usual)
  const captures = matchUntrusted(setting('formatter', '^\\+?1?([2-9][0-9]{2}[2-9][0-9]{6})$'), mdn)
  const digits = captures?.findLast((capture) => capture !== undefined)
  if (digits === undefined) return undefined
  const user = `${setting('prefix', '')}${digits}${setting('suffix', '')}`
  return definite({
    invite_format: 'route',
    route: `sip:${user}@${setting('realm', 'mobile.k.zswitch.net')}`,
    to_username: textAt(body, 'sip', 'username'),
    to_realm: ring.realm,
    ignore_early_media: 'true',
    endpoint_id: id,
    codecs: ['PCMU'],
    custom_channel_vars: channelVars(ring),
  })
}

function forwardLeg(ring: Ring, forward: JsonObject): EndpointLeg {
  const number = toText(forward['number']) ?? ''
  const confirms = isTrue(forward['require_keypress'])
  const early = confirms || !isTrue(forward['substitute']) || isTrue(forward['ignore_early_media'])
  return definite({
    invite_format: 'loopback',
    to_did: number,
    route: number,
    to_realm: ring.account.realm,
    ignore_early_media: String(early),
    bypass_media: 'false',
    endpoint_id: ring.device.id,
    presence_id: ring.presenceId === undefined ? undefined : `${ring.presenceId}@${ring.account.realm}`,
    custom_channel_vars: {
      ...channelVars(ring),
      ...(isTrue(forward['keep_caller_id']) && { retain_cid: 'true' }),
      call_forward: 'true',
      loopback_request_uri: `sip:${number}@${ring.account.realm}`,
      require_ignore_early_media: 'true',
      ...(confirms && { confirm_key: '1', confirm_cancel_timeout: true, confirm_read_timeout: '7000' }),
    },
  })
}

function channelVars({ account, device, realm, userId }: Ring): JsonObject {
  return {
    account_id: account.id,
    authorizing_id: device.id,
    authorizing_type: device.body['device_type'] === 'mobile' ? 'mobile' : 'device',
    ...(userId !== undefined && { owner_id: userId }),
    sip_invite_domain: realm,
  }
}

function codecsOf(body: JsonObject): Json | undefined {
  const codecs = ['audio', 'video'].flatMap((kind) => {
    const list = valueAt(body, ['media', kind, 'codecs'])
    return Array.isArray(list) ? (list as readonly Json[]) : []
  })
  return codecs.length > 0 ? codecs : undefined
}

/** Without what is not known. */
function definite(leg: JsonObject): EndpointLeg {
  return Object.fromEntries(Object.entries(leg).filter(([, value]) => value !== undefined))
}
