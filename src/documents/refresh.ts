import { setTimeout as pause } from 'node:timers/promises'

/** Pause before the next attempt when the store does not answer, in milliseconds. */
const pauseMs = 250

/**
 * Reads again what other processes changed, where forgetting alone is not enough because it is always held.
 * One reading at a time, and again when something changes meanwhile; as long as the store does not answer, it
 * goes on trying.
 */
export class Refresh {
  readonly #read: (ids: ReadonlySet<string> | undefined) => Promise<void>
  #wanted = new Set<string>()
  #everything = false
  #working = false

  /** `read` reads the documents named, or everything. */
  constructor(read: (ids: ReadonlySet<string> | undefined) => Promise<void>) {
    this.#read = read
  }

  /** Has a document read again, or everything. */
  want(id?: string): void {
    if (id === undefined) this.#everything = true
    else this.#wanted.add(id)
    if (!this.#working) void this.#work()
  }

  async #work(): Promise<void> {
    this.#working = true
    while (this.#everything || this.#wanted.size > 0) {
      const wanted = this.#everything ? undefined : this.#wanted
      this.#everything = false
      this.#wanted = new Set()
      try {
        await this.#read(wanted)
      } catch {
        // The store tells others that it is unavailable; here it only has to be asked again.
        if (!wanted) this.#everything = true
        else for (const id of wanted) this.#wanted.add(id)
        await pause(pauseMs, undefined, { ref: false })
      }
    }
    this.#working = false
  }
}
