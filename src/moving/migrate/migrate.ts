import { noteViewVersions } from '../../documents/rebuild.ts'
import { compare, isMoved, mostEvents } from './compare.ts'
import { copyDocuments, type CopyTally } from './copy-documents.ts'
import { markerName, readMarker, writeMarker } from './marker.ts'
import { agrees, MigrationRefused, type Migration, type MigrationReport } from './terms.ts'

/**
 * Copies everything of one store to another, empty one, and compares both. A run that broke off is gone on with. The
 * target can be used once both ends agree. Neither may be in use meanwhile. Rejects with `StoreUnavailable` when one
 * of them fails; run again, it goes on.
 */
export async function migrate(migration: Migration): Promise<MigrationReport | MigrationRefused> {
  const { from, to } = migration
  if ((await from.store.readMeta(markerName)) !== undefined)
    return new MigrationRefused(`${from.name} is itself the target of a migration that is not finished`)
  if ((await from.store.outbox(mostEvents)).length === mostEvents)
    return new MigrationRefused(
      `too many events wait in ${from.name}: start its server once, so that it tells them`,
    )
  const marker = await readMarker(to.store, from.name, to.name)
  if (marker instanceof MigrationRefused) return marker
  const refused = await migration.prepare?.()
  if (refused !== undefined) return new MigrationRefused(refused)
  if (!marker) await writeMarker(to.store, { from: from.name })
  const counts = await from.store.documentCounts()
  const total = counts.reduce((sum, { documents }) => sum + documents, 0)
  const tally: CopyTally = { documents: 0, attachments: 0, blobBytes: 0, losses: [] }
  await copyDocuments(migration, marker?.after, total, tally)
  await copyJobs(migration)
  await copyEvents(migration)
  await copyMeta(migration)
  const comparisons = await compare(migration, total)
  if (comparisons.every(agrees)) await to.store.writeMeta(markerName, undefined)
  return {
    documents: tally.documents,
    attachments: tally.attachments,
    blobBytes: tally.blobBytes,
    resumed: marker?.after !== undefined,
    comparisons,
    losses: tally.losses,
  }
}

/** Jobs and events copied in one transaction. */
const stride = 200

async function copyJobs({ from, to }: Migration): Promise<void> {
  for (let after: string | undefined; ;) {
    const page = await from.store.jobs({ limit: stride, ...(after !== undefined && { after }) })
    after = page.at(-1)?.id
    if (after === undefined) return
    // One that is there already is left as it is.
    await to.store.commit(
      page.map(({ id, kind, payload, runAt }) => ({ do: 'enqueue', id, kind, payload, runAt })),
    )
  }
}

async function copyEvents({ from, to }: Migration): Promise<void> {
  // What a run that broke off has written is written again.
  const before = await to.store.outbox(mostEvents)
  const last = before.at(-1)
  if (last) await to.store.acknowledge(last.seq)
  const events = await from.store.outbox(mostEvents)
  for (let at = 0; at < events.length; at += stride)
    await to.store.commit(
      events.slice(at, at + stride).map(({ kind, payload }) => ({ do: 'publish', kind, payload })),
    )
}

async function copyMeta({ from, to, types }: Migration): Promise<void> {
  for (const { name, value } of await from.store.allMeta())
    if (isMoved(name)) await to.store.writeMeta(name, value)
  await noteViewVersions(to.store, types)
}
