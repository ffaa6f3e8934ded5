import type { DocumentFacts } from '../../documents/document.ts'
import { pick, type View } from '../../documents/types.ts'
import { isJsonObject, valueAt, type JsonObject } from '../../json.ts'

/** A device's entry in the account's listing (accounts-and-pbx.md, "devices" 4). */
export function deviceSummary({ body }: DocumentFacts): JsonObject {
  const username = valueAt(body, ['sip', 'username'])
  return {
    ...pick(body, ['name', 'owner_id', 'enabled', 'mobile', 'call_recording']),
    ...(username !== undefined && { username }),
    ...shared(body),
    flags: body['flags'] ?? [],
  }
}

/**
 * Devices by user: one row for the owner, and one for each user who is logged in at the device
 * (accounts-and-pbx.md, "devices" 4).
 */
export const devicesOfUser: View = {
  name: 'devices/listing_by_owner',
  version: 1,
  emit: ({ id, body }) =>
    usersOf(body).map((user) => ({
      key: user,
      value: {
        id,
        ...pick(body, ['name', 'owner_id', 'enabled', 'call_recording']),
        ...shared(body),
        hotdesked: user !== body['owner_id'],
      },
    })),
}

function usersOf(body: JsonObject): readonly string[] {
  const guests = valueAt(body, ['hotdesk', 'users'])
  const { owner_id: owner } = body
  const users = isJsonObject(guests) ? Object.keys(guests) : []
  return [...new Set(typeof owner === 'string' && owner !== '' ? [owner, ...users] : users)]
}

function shared(body: JsonObject): JsonObject {
  const { mac_address: mac, device_type: kind } = body
  return {
    mac_address: typeof mac === 'string' ? mac : '',
    device_type: typeof kind === 'string' && kind !== '' ? kind : 'sip_device',
  }
}
