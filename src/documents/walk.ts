import { setImmediate as otherWork } from 'node:timers/promises'
import type { Scan, Store, StoredDocument, ViewRow } from '../store/port.ts'
import { Document } from './document.ts'

/** Documents or rows read at a time; other requests have their turn between the steps. */
const stride = 500

/** Which documents are walked through: those of a database, those of a kind, or both. */
export interface Walk {
  readonly db?: string
  readonly type?: string
}

/** Documents in the order of their databases and ids, some at a time, soft-deleted ones included. */
export async function* documentPages(
  store: Pick<Store, 'documents'>,
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
export async function* eachDocument(
  store: Pick<Store, 'documents'>,
  walk: Walk,
): AsyncGenerator<Document, void, undefined> {
  for await (const page of documentPages(store, walk))
    for (const stored of page) if (!stored.deleted) yield new Document(stored)
}

/** Rows of a view to walk through: all, or those between two keys. Ascending unless told otherwise. */
export interface RowWalk extends Pick<Scan, 'db' | 'view' | 'low' | 'high'> {
  readonly descending?: boolean
  /** Whether the rows come with their documents. */
  readonly documents?: boolean
}

/** Rows of a view, some at a time. */
export async function* rowPages(
  store: Pick<Store, 'scan'>,
  { descending = false, documents = false, ...range }: RowWalk,
): AsyncGenerator<readonly ViewRow[], void, undefined> {
  for (let after: Scan['after']; ;) {
    const rows = await store.scan({
      ...range,
      descending,
      documents,
      limit: stride,
      ...(after && { after }),
    })
    if (rows.length > 0) yield rows
    after = rows.at(-1)
    if (rows.length < stride) return
    await otherWork()
  }
}
