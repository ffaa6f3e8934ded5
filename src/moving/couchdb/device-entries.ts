import { accountsDb } from '../../documents/accounts.ts'
import { systemAuthor } from '../../documents/author.ts'
import type { Documents } from '../../documents/documents.ts'
import { eachDocument } from '../../documents/walk.ts'
import { failed } from '../../failures.ts'
import { planSipAuth, sipAuthEntry } from '../../modules/devices/sip-auth.ts'

/**
 * Makes the system's entries of an account's devices that let calls in by an address, or by credentials of another
 * realm. Tells of those that something else has already.
 */
export async function letDevicesIn(
  documents: Documents,
  accountId: string,
  refuse: (device: string, reason: string) => Promise<void>,
): Promise<void> {
  const account = await documents.find(accountsDb, accountId)
  const realm = account?.body['realm']
  if (typeof realm !== 'string') return
  for await (const device of eachDocument(documents.store, { db: accountId, type: 'device' })) {
    const changes = await planSipAuth(documents, accountId, device.id, sipAuthEntry(device, realm))
    if (changes.length > 0 && failed(await documents.write(changes, systemAuthor)))
      await refuse(device.id, 'the device is loaded, but its address or SIP user name belongs to another one')
  }
}
