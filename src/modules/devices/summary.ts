import type { DocumentFacts } from '../../documents/document.ts'
import { pick } from '../../documents/types.ts'
import { valueAt, type JsonObject } from '../../json.ts'

/** A device's entry in the listing (accounts-and-pbx.md, "devices" 4). */
export function deviceSummary({ body }: DocumentFacts): JsonObject {
  const username = valueAt(body, ['sip', 'username'])
  return {
    ...pick(body, ['name', 'owner_id', 'enabled', 'mobile', 'call_recording']),
    ...(username !== undefined && { username }),
    mac_address: body['mac_address'] ?? '',
    device_type: deviceType(body),
    flags: body['flags'] ?? [],
  }
}

/** Kind of device; a SIP phone unless it says otherwise. */
export function deviceType(body: JsonObject): string {
  const kind = body['device_type']
  return typeof kind === 'string' ? kind : 'sip_device'
}
