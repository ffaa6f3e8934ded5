import { accountsDb } from '../../documents/accounts.ts'
import { systemAuthor } from '../../documents/author.ts'
import { Document } from '../../documents/document.ts'
import type { Documents } from '../../documents/documents.ts'
import { failed } from '../../failures.ts'
import { planSipAuth, sipAuthEntry } from '../../modules/devices/sip-auth.ts'
import type { StoredDocument } from '../../store/port.ts'

/** Devices read at a time. */
const stride = 200

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
  for (let after: StoredDocument | undefined; ;) {
    const page = await documents.store.documents({
      db: accountId,
      type: 'device',
      limit: stride,
      ...(after && { after }),
    })
    for (const stored of page) {
      if (stored.deleted) continue
      const wanted = sipAuthEntry(new Document(stored), realm)
      const changes = await planSipAuth(documents, accountId, stored.id, wanted)
      if (changes.length > 0 && failed(await documents.write(changes, systemAuthor)))
        await refuse(
          stored.id,
          'the device is loaded, but its address or SIP user name belongs to another one',
        )
    }
    after = page.at(-1)
    if (!after) return
  }
}
