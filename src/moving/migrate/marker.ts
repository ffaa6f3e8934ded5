import { StoreUnusable, type Store } from '../../store/port.ts'
import { isJsonObject } from '../../json.ts'
import { MigrationRefused } from './terms.ts'

/** Named value of a target that is not complete yet; no server starts with such a database. */
export const markerName = 'migration'

/** How far a migration has come. */
export interface Marker {
  /** Name of the source. */
  readonly from: string
  /** The last document that was copied. */
  readonly after?: { readonly db: string; readonly id: string }
}

/** Rejects with `StoreUnusable` when the store is the target of a migration that is not finished. */
export async function refuseUnfinished(store: Store): Promise<void> {
  if ((await store.readMeta(markerName)) === undefined) return
  throw new StoreUnusable(
    'the database holds a part of another one only: run crossbar migrate again until both agree',
  )
}

/** Notes how far a migration has come. */
export async function writeMarker(store: Store, marker: Marker): Promise<void> {
  await store.writeMeta(markerName, JSON.stringify(marker))
}

/**
 * Where to go on: `undefined` in an empty target. Refuses a target that has content of its own, or that of another
 * source.
 */
export async function readMarker(
  store: Store,
  from: string,
  name: string,
): Promise<Marker | undefined | MigrationRefused> {
  const text = await store.readMeta(markerName)
  if (text === undefined) {
    const used =
      (await store.documentCounts()).length > 0 ||
      (await store.jobs({ limit: 1 })).length > 0 ||
      (await store.outbox(1)).length > 0 ||
      (await store.allMeta()).length > 0
    return used ? new MigrationRefused(`${name} is not empty: nothing was changed`) : undefined
  }
  const marker: unknown = JSON.parse(text)
  const known = isJsonObject(marker) ? marker['from'] : undefined
  if (!isJsonObject(marker) || known !== from)
    return new MigrationRefused(`${name} holds a part of ${JSON.stringify(known)}, which is not ${from}`)
  const after = isJsonObject(marker['after']) ? marker['after'] : {}
  const { db, id } = after
  return { from, ...(typeof db === 'string' && typeof id === 'string' && { after: { db, id } }) }
}
