import { accountsDb } from '../../documents/accounts.ts'
import { encodeKey } from '../../documents/collation.ts'
import { Document } from '../../documents/document.ts'
import type { Documents } from '../../documents/documents.ts'
import { rowPages } from '../../documents/walk.ts'
import { byAncestor } from './views.ts'

/** All accounts below an account, in steps, between which others have their turn. */
export async function* subtree(documents: Documents, id: string): AsyncGenerator<readonly Document[]> {
  const below = {
    db: accountsDb,
    view: byAncestor.name,
    low: encodeKey([id]),
    high: encodeKey([id, {}]),
    documents: true,
  }
  for await (const rows of rowPages(documents, below))
    yield rows.flatMap(({ document }) => (document ? [new Document(document)] : []))
}
