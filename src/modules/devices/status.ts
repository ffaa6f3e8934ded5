import { dataResult, type DataResult } from '../declaration/results.ts'
import type { AccountContext } from '../declaration/context.ts'
import { sipUsername } from './sip-credentials.ts'

/** The devices that are registered now, as the switch tells; none when it is silent (accounts-and-pbx.md, "devices" 4 and 9). */
export async function registeredDevices({ services, account, db }: AccountContext): Promise<DataResult> {
  const registrations = await services.switch.registrations(account.realm)
  const devices = new Set<string>()
  for (const { authorizingId, username } of registrations) {
    const id = authorizingId ?? (await services.documents.store.holder(sipUsername(db, username)))?.id
    if (id !== undefined) devices.add(id)
  }
  return dataResult([...devices].map((id) => ({ device_id: id, registered: true })))
}
