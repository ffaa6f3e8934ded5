import { accountsDb, accountType } from '../documents/accounts.ts'
import { Document } from '../documents/document.ts'
import type { Documents } from '../documents/documents.ts'
import type { StoredDocument } from '../store/port.ts'

/** Documents read at a time. */
const stride = 200

/** Which documents are walked through: those of a database, those of a kind, or both. */
export interface Walk {
  readonly db?: string
  readonly type?: string
}

/** Documents in the order of their databases and ids, some at a time, soft-deleted ones included. */
export async function* pagesOf(
  { store }: Pick<Documents, 'store'>,
  walk: Walk,
): AsyncGenerator<readonly StoredDocument[], void, undefined> {
  for (let after: StoredDocument | undefined; ;) {
    const page = await store.documents({ ...walk, limit: stride, ...(after && { after }) })
    if (page.length === 0) return
    yield page
    after = page.at(-1)
  }
}

/** Documents in the order of their databases and ids, without soft-deleted ones. */
export async function* documentsOf(
  documents: Pick<Documents, 'store'>,
  walk: Walk,
): AsyncGenerator<Document, void, undefined> {
  for await (const page of pagesOf(documents, walk))
    for (const stored of page) if (!stored.deleted) yield new Document(stored)
}

/** Ids of all accounts, sorted. */
export async function accountIds(documents: Pick<Documents, 'store'>): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const { id } of documentsOf(documents, { db: accountsDb, type: accountType })) ids.push(id)
  return ids
}

/** Where a walk over all of a list is, counting down to one as operators know it: `3/3`, `2/3`, `1/3`. */
export function countdown<T>(items: readonly T[]): readonly (readonly [item: T, place: string])[] {
  const total = items.length
  return items.map((item, at) => [item, `${String(total - at)}/${String(total)}`])
}
