import { setTimeout as pause } from 'node:timers/promises'
import type { Store } from '../store/port.ts'
import { documentPages } from './walk.ts'

/** A monthly document, `YYYYMM-…`: those stay (core.md §16). */
const monthly = /^\d{6}-/

/**
 * Removes soft-deleted documents for good, monthly ones excepted, announcing nothing (core.md §16,
 * "Purge"). Waits `pauseMs` after each step that removed something, so that others get their turn;
 * `stopped` ends it between two steps. Gives back how many were removed.
 */
export async function purgeDeleted(store: Store, pauseMs: number, stopped: () => boolean): Promise<number> {
  let removed = 0
  for await (const page of documentPages(store, {})) {
    if (stopped()) break
    const gone = page.filter((document) => document.deleted && !monthly.test(document.id))
    for (const { db, id, rev } of gone) {
      // One that came back to life meanwhile has another revision, and stays.
      const { outcome } = await store.commit([{ do: 'erase', db, id, expect: rev }])
      if (outcome === 'done') removed += 1
    }
    if (gone.length > 0) await pause(pauseMs, undefined, { ref: false })
  }
  return removed
}
