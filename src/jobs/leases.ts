import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Store } from '../store/port.ts'

/** What of the store leases need. */
export type LeaseStore = Pick<Store, 'shared' | 'lease' | 'release'>

/**
 * What one process does for all that share the store. While this one holds the lease it renews it now and then;
 * when it dies, another takes it as soon as it has run out. A store that nobody shares needs none.
 */
export class Lease {
  readonly #store: LeaseStore
  readonly #name: string
  readonly #leaseMs: number
  readonly #holder = randomUUID()
  /** When it was taken or renewed, by a clock that never jumps; long ago: it is not held. */
  #takenAt = -Infinity

  constructor(store: LeaseStore, name: string, leaseMs: number) {
    this.#store = store
    this.#name = name
    this.#leaseMs = leaseMs
  }

  /** Whether it is for this process to do: takes the lease if it is free, and renews it when a third of it is over. */
  async held(): Promise<boolean> {
    if (!this.#store.shared) return true
    const now = performance.now()
    if (now - this.#takenAt < this.#leaseMs / 3) return true
    const held = await this.#store.lease(this.#name, this.#holder, Date.now(), this.#leaseMs)
    this.#takenAt = held ? now : -Infinity
    return held
  }

  /** Lets others have it at once. */
  async release(): Promise<void> {
    if (this.#takenAt === -Infinity) return
    this.#takenAt = -Infinity
    await this.#store.release(this.#name, this.#holder)
  }
}

/** How long a lease for one piece of work lasts unless it is renewed, in milliseconds. */
const workLeaseMs = 15_000
/** Pause before trying again to get it, in milliseconds. */
const waitMs = 100

/**
 * Does work that only one of the processes is to do at a time, after waiting for those that do it now. Rejects
 * when `stopped` says so before its turn came, and with whatever the work or the store rejects with.
 */
export async function underLease<T>(
  store: LeaseStore,
  name: string,
  work: () => Promise<T>,
  stopped: () => boolean = () => false,
): Promise<T> {
  const lease = new Lease(store, name, workLeaseMs)
  while (!(await lease.held())) {
    if (stopped()) throw new Error(`stopped before the lease ${name} was free`)
    await pause(waitMs, undefined, { ref: false })
  }
  const renewing = setInterval(() => {
    // Should it run out all the same, another does the work too: that is harmless, only a waste.
    lease.held().catch(() => undefined)
  }, workLeaseMs / 5).unref()
  try {
    return await work()
  } finally {
    clearInterval(renewing)
    await lease.release().catch(() => undefined)
  }
}
