import type { Logger } from 'pino'
import type { Revocations } from './auth/revocations.ts'
import { purgeDeleted } from './documents/purge.ts'
import type { SystemConfig } from './documents/system-config.ts'
import { Lease } from './jobs/leases.ts'
import type { Blobs } from './outside/blobs/port.ts'
import type { Store } from './store/port.ts'

/** What is kept in order. */
export interface Household {
  readonly store: Store
  readonly blobs: Blobs
  readonly config: SystemConfig
  readonly revocations: Revocations
  readonly log: Logger
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Cleans up now and then what nobody needs any more; gives back how to end it. */
export function keepHouse(household: Household): () => void {
  let ended = false
  const regularly = (name: string, everyMs: number, work: () => Promise<void>): NodeJS.Timeout => {
    // Kept for nearly as long as a round takes: of all processes one comes round to it.
    const lease = new Lease(household.store, `housekeeping ${name}`, everyMs * 0.9)
    const once = async (): Promise<void> => {
      if (await lease.held()) await work()
    }
    return setInterval(() => {
      once().catch((error: unknown) => {
        if (!ended) household.log.warn({ err: error }, 'clean-up broke off')
      })
    }, everyMs).unref()
  }
  const timers = [
    regularly('unused content', hourMs, () => cleanUp(household, hourMs)),
    regularly('deleted documents', dayMs, async () => {
      const pauseMs = household.config.integer('tasks', 'soft_delete_pause_ms', 10_000)
      const removed = await purgeDeleted(household.store, pauseMs, () => ended)
      if (removed > 0) household.log.info({ removed }, 'deleted documents purged')
    }),
  ]
  // Each process forgets for itself.
  timers.push(
    setInterval(() => {
      household.revocations.purge().catch(() => undefined)
    }, hourMs).unref(),
  )
  return () => {
    ended = true
    for (const timer of timers) clearInterval(timer)
  }
}

/**
 * Removes content that no attachment refers to and that is older than `unchangedForMs` (younger
 * content may belong to a write under way), what crashes left behind, and revocations of
 * tokens that have expired.
 */
export async function cleanUp(household: Household, unchangedForMs: number): Promise<void> {
  const { store, blobs, revocations, log } = household
  let removed = await blobs.sweepTemporary(unchangedForMs)
  for await (const digest of blobs.list(unchangedForMs)) {
    if (await store.digestInUse(digest)) continue
    await blobs.remove(digest)
    removed += 1
  }
  await revocations.purge()
  if (removed > 0) log.info({ removed }, 'unused content removed')
}
