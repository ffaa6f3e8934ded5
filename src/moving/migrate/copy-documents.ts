import { Document } from '../../documents/document.ts'
import type { DocumentTypes } from '../../documents/types.ts'
import type { Attachment, Step, StoredDocument } from '../../store/port.ts'
import { TooLarge } from '../../outside/blobs/port.ts'
import { writeMarker } from './marker.ts'
import type { Migration } from './terms.ts'

/** Documents read at a time, and written in one transaction. */
const stride = 400
const batchSize = 50

/** What a copy has counted. */
export interface CopyTally {
  documents: number
  attachments: number
  blobBytes: number
  readonly losses: string[]
}

interface Item {
  readonly stored: StoredDocument
  readonly attachments: readonly Attachment[]
}

/**
 * Copies documents with their attachments, in order, and notes in the target how far it came. Rows of listings and
 * unique values are made anew by this version's definitions.
 */
export async function copyDocuments(
  migration: Migration,
  start: { readonly db: string; readonly id: string } | undefined,
  total: number,
  tally: CopyTally,
): Promise<void> {
  const { from, to, progress } = migration
  let after = start
  for (;;) {
    const page = await from.store.documents({ limit: stride, ...(after && { after }) })
    const last = page.at(-1)
    if (!last) return
    const items = await withAttachments(migration, page)
    for (const { attachments } of items)
      for (const attachment of attachments) await copyContent(migration, attachment, tally)
    const batches = Array.from({ length: Math.ceil(items.length / batchSize) }, (_, n) =>
      items.slice(n * batchSize, (n + 1) * batchSize),
    )
    await Promise.all(batches.map((batch) => writeBatch(migration, batch, tally)))
    tally.documents += page.length
    after = { db: last.db, id: last.id }
    await writeMarker(to.store, { from: from.name, after })
    progress?.('copying', tally.documents, Math.max(total, tally.documents))
  }
}

async function withAttachments(
  { from }: Migration,
  page: readonly StoredDocument[],
): Promise<readonly Item[]> {
  const items: Item[] = []
  for (const [db, group] of Map.groupBy(page, (stored) => stored.db)) {
    const found = await from.store.belongings(
      db,
      group.map(({ id }) => id),
    )
    for (const stored of group) items.push({ stored, attachments: found.get(stored.id)?.attachments ?? [] })
  }
  return items
}

async function copyContent(
  { from, to, sharedBlobs }: Migration,
  { db, id, name, digest }: Attachment,
  tally: CopyTally,
): Promise<void> {
  tally.attachments += 1
  if (sharedBlobs || (await to.blobs.has(digest))) return
  const content = await from.blobs.open(digest)
  const what = `${db}/${id}: the content of ${JSON.stringify(name)}`
  if (!content) {
    tally.losses.push(`${what} is missing (${digest})`)
    return
  }
  const staged = await to.blobs.stage(content)
  if (staged instanceof TooLarge) throw new Error('content without a limit is too long')
  if (staged.digest === digest) {
    await staged.keep()
    tally.blobBytes += staged.bytes
  } else {
    await staged.discard()
    tally.losses.push(`${what} is damaged (${digest})`)
  }
}

/** Writes a batch; one that is not taken as a whole goes document by document. */
async function writeBatch({ to, types }: Migration, batch: readonly Item[], tally: CopyTally): Promise<void> {
  const outcome = await to.store.commit(batch.flatMap((item) => stepsOf(item, types)))
  if (outcome.outcome === 'done') return
  for (const item of batch) {
    const { db, id, rev } = item.stored
    const one = await to.store.commit(stepsOf(item, types))
    // An earlier run may have written it before it broke off.
    if (one.outcome === 'done' || (await to.store.get(db, id))?.rev === rev) continue
    const why =
      one.outcome === 'taken' ? `${one.holder.db}/${one.holder.id} has its ${one.key.name}` : one.outcome
    tally.losses.push(`${db}/${id} is not taken: ${why}`)
  }
}

function stepsOf({ stored, attachments }: Item, types: DocumentTypes): readonly Step[] {
  return [
    { do: 'put', document: stored, expect: null, ...derived(stored, types) },
    ...attachments.map((attachment) => ({ do: 'attach', attachment }) as const),
  ]
}

/** What cannot be read gets no rows: it is moved as it is, and `crossbar doctor` tells of it. */
function derived(
  stored: StoredDocument,
  types: DocumentTypes,
): Pick<Step & { do: 'put' }, 'rows' | 'uniqueKeys'> {
  if (stored.deleted) return { rows: [], uniqueKeys: [] }
  const document = new Document(stored)
  try {
    return { rows: types.rows(document), uniqueKeys: types.claims(document).map(({ key }) => key) }
  } catch {
    return { rows: [], uniqueKeys: [] }
  }
}
