import type { Logger } from 'pino'
import type { Revocations } from './auth/revocations.ts'
import type { Blobs } from './outside/blobs/port.ts'
import type { Store } from './store/port.ts'

/** What is kept in order. */
export interface Household {
  readonly store: Store
  readonly blobs: Blobs
  readonly revocations: Revocations
  readonly log: Logger
}

const hourMs = 3_600_000

/** Cleans up once an hour what nothing refers to any more; gives back how to end it. */
export function keepHouse(household: Household): () => void {
  const timer = setInterval(() => {
    cleanUp(household, hourMs).catch((error: unknown) => {
      household.log.warn({ err: error }, 'clean-up broke off')
    })
  }, hourMs).unref()
  return () => {
    clearInterval(timer)
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
