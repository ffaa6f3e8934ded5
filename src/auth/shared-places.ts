import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Store } from '../store/port.ts'

/** Longest time a login is being checked: of one that takes longer, or whose process died, the place is free again. */
const checkMs = 30_000
/** Within this time all processes have heard of a wrong login. */
const heardMs = 1_500
/** How often who waits for a place looks again. */
const lookMs = 50

/** A place among those who may try a login at the same moment. */
export interface Place {
  /** The login was right, or was not tried: others may have the place. */
  readonly leave: () => void
  /** The login was wrong: others may have the place once all processes know that there is one place less. */
  readonly leaveWhenHeard: () => void
}

/**
 * Places for those who try a login, shared by all processes of a store. What is tried in several of them at the
 * same moment is no more than what one of them would permit: who tries takes a place, of as many as there may still
 * be wrong logins, as a lease of the store.
 */
export class SharedPlaces {
  readonly #store: Pick<Store, 'shared' | 'lease' | 'release'>

  constructor(store: Pick<Store, 'shared' | 'lease' | 'release'>) {
    this.#store = store
  }

  /** Whether there are others to share with. */
  get needed(): boolean {
    return this.#store.shared
  }

  /**
   * Takes a place of a login, waiting `longestMs` at most. `left` says how many places there are, which wrong logins
   * make fewer; `undefined`: none, or all were taken all the time.
   */
  async take(login: string, left: () => number, longestMs: number): Promise<Place | undefined> {
    const until = performance.now() + longestMs
    for (;;) {
      const places = left()
      if (places <= 0) return undefined
      const place = await this.#takeOneOf(login, places)
      if (place) return place
      if (performance.now() >= until) return undefined
      await pause(lookMs)
    }
  }

  async #takeOneOf(login: string, places: number): Promise<Place | undefined> {
    const holder = randomUUID()
    // From the last one down: it is the one that there is less after a wrong login, and it stays taken for a while.
    for (let place = places - 1; place >= 0; place -= 1) {
      const name = `sign-in ${login} ${String(place)}`
      if (!(await this.#store.lease(name, holder, Date.now(), checkMs))) continue
      const leave = (): void => {
        // What cannot be given back runs out.
        this.#store.release(name, holder).catch(() => undefined)
      }
      return {
        leave,
        leaveWhenHeard: () => {
          setTimeout(leave, heardMs).unref()
        },
      }
    }
    return undefined
  }
}
