import type { Store } from '../store/port.ts'
import type { Documents } from './documents.ts'
import { Document } from './document.ts'
import type { DocumentTypes } from './types.ts'
import { documentPages } from './walk.ts'

const metaName = (view: string): string => `view:${view}`
/** Notes that all rows are as this version defines them. */
export async function noteViewVersions(store: Store, types: DocumentTypes): Promise<void> {
  for (const [view, version] of types.versions()) await store.writeMeta(metaName(view), version)
}

/** Views whose definition changed since their rows were written, with the version that they are to have. */
export async function staleViews({ store, types }: Documents): Promise<ReadonlyMap<string, string>> {
  const changed = new Map<string, string>()
  for (const [view, version] of types.versions())
    if ((await store.readMeta(metaName(view))) !== version) changed.set(view, version)
  return changed
}

/**
 * Makes the rows of views anew whose definition changed since they were written; `stopped` ends
 * it between two steps. Gives back the names of the views rebuilt.
 */
export async function rebuildViews(documents: Documents, stopped: () => boolean): Promise<readonly string[]> {
  const { store, types } = documents
  const changed = await staleViews(documents)
  if (changed.size === 0) return []
  const kinds = types.names().filter((type) => types.views(type).some((view) => changed.has(view.name)))
  for (const type of kinds) await rebuildType(documents, type, [...changed.keys()], stopped)
  if (stopped()) return []
  for (const [view, version] of changed) await store.writeMeta(metaName(view), version)
  return [...changed.keys()]
}

async function rebuildType(
  documents: Documents,
  type: string,
  views: readonly string[],
  stopped: () => boolean,
): Promise<void> {
  const { store, types } = documents
  for await (const page of documentPages(store, { type })) {
    if (stopped()) return
    for (const stored of page) {
      const rows = stored.deleted
        ? []
        : types.rows(new Document(stored)).filter((row) => views.includes(row.view))
      await store.reindex(stored.db, stored.id, stored.rev, views, rows)
    }
  }
}
