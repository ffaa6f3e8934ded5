import type { Store } from '../../store/port.ts'
import type { TokenBuckets } from './token-buckets.ts'

/** How long tokens taken are gathered before others are told, in milliseconds. */
export const gossipMs = 200
/** A message of this many characters always fits. */
const longestMessage = 6_000
/** Messages sent at a time; what is left waits for the next time. */
const mostMessages = 10
const topic = 'buckets'

/**
 * Makes the buckets of several processes one: each tells the others every fifth of a second what was taken from
 * its buckets, and takes from them what others tell. What is taken twice meanwhile is owed (`TokenBuckets`).
 */
export class BucketGossip {
  readonly #store: Pick<Store, 'say'>
  /** Tokens taken and not told, by bucket. */
  #untold = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined

  constructor(buckets: TokenBuckets, store: Pick<Store, 'say' | 'hear'>) {
    this.#store = store
    buckets.onTaken((name, tokens) => this.#note(name, tokens))
    store.hear(topic, (taken) => {
      for (const [name, tokens] of Object.entries(taken))
        if (typeof tokens === 'number' && tokens > 0) buckets.takenElsewhere(name, tokens)
    })
  }

  #note(name: string, tokens: number): void {
    this.#untold.set(name, (this.#untold.get(name) ?? 0) + tokens)
    if (!this.#timer) this.#schedule()
  }

  #tell(): void {
    this.#timer = undefined
    let waiting = [...this.#untold]
    // Who takes much is what matters when not all can be told at once.
    if (waiting.length > 50) waiting = waiting.sort(([, one], [, other]) => other - one)
    let next = 0
    for (let sent = 0; sent < mostMessages && next < waiting.length; sent += 1) {
      const taken = new Map<string, number>()
      let length = 0
      for (; next < waiting.length; next += 1) {
        const [name, tokens] = waiting[next] ?? ['', 0]
        length += JSON.stringify(name).length + 12
        if (length > longestMessage) break
        taken.set(name, tokens)
      }
      this.#store.say(topic, Object.fromEntries(taken))
    }
    this.#untold = new Map(waiting.slice(next))
    if (this.#untold.size > 0) this.#schedule()
  }

  #schedule(): void {
    this.#timer = setTimeout(() => this.#tell(), gossipMs).unref()
  }
}
