import { setImmediate as otherWork } from 'node:timers/promises'
import { accountsDb } from '../../documents/accounts.ts'
import { encodeKey } from '../../documents/collation.ts'
import { Document } from '../../documents/document.ts'
import type { Documents } from '../../documents/documents.ts'
import { byAncestor } from './views.ts'

/** Accounts read at a time. */
const stride = 500

/** All accounts below an account, in steps, between which others have their turn. */
export async function* subtree(documents: Documents, id: string): AsyncGenerator<readonly Document[]> {
  let after: { readonly sortKey: Uint8Array; readonly id: string } | undefined
  for (;;) {
    const rows = await documents.scan({
      db: accountsDb,
      view: byAncestor.name,
      low: encodeKey([id]),
      high: encodeKey([id, {}]),
      descending: false,
      limit: stride,
      documents: true,
      ...(after && { after }),
    })
    yield rows.flatMap(({ document }) => (document ? [new Document(document)] : []))
    after = rows.at(-1)
    if (rows.length < stride) return
    await otherWork()
  }
}
