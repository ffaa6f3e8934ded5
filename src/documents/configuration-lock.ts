import type { JsonObject } from '../json.ts'
import type { Store } from '../store/port.ts'

/** What processes say to each other about the lock. */
const topic = 'configuration lock'

/**
 * Whether the configuration is locked, in all processes that share the store. It is kept in their memories only:
 * one that starts, or may have missed something, says what it knows and hears from the others what they know;
 * what was decided last holds.
 */
export class ConfigurationLock {
  readonly #store: Pick<Store, 'say' | 'hear' | 'watch'>
  #locked = false
  /** When that was decided, in Unix milliseconds; 0: it never was. */
  #since = 0

  constructor(store: Pick<Store, 'say' | 'hear' | 'watch'>) {
    this.#store = store
    store.hear(topic, (said) => this.#take(said))
    store.watch(({ scope }) => {
      if (scope === 'everything') this.#say(true)
    })
    this.#say(true)
  }

  /** Whether it is locked. */
  get locked(): boolean {
    return this.#locked
  }

  /** Locks it or unlocks it. */
  set(locked: boolean): void {
    this.#locked = locked
    // Later than what it replaces, even if clocks differ.
    this.#since = Math.max(Date.now(), this.#since + 1)
    this.#say(false)
  }

  #take({ locked, since, answer }: JsonObject): void {
    if (typeof locked !== 'boolean' || typeof since !== 'number') return
    if (since > this.#since) {
      this.#locked = locked
      this.#since = since
    } else if (since < this.#since && answer === true) this.#say(false)
  }

  /** `answer`: whoever knows something newer is to say it. */
  #say(answer: boolean): void {
    this.#store.say(topic, { locked: this.#locked, since: this.#since, answer })
  }
}
