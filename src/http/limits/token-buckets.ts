import { networkOf } from '../../auth/network.ts'
import type { BucketSettings } from './bucket-settings.ts'

interface Bucket {
  /** Fewer than none when other processes took some that were taken here at the same time: these are owed. */
  tokens: number
  /** Until when it has been filled, milliseconds; a whole number of fill times after its making. */
  filledAt: number
  /** Milliseconds. */
  usedAt: number
}

/** How many buckets are kept; beyond that the longest unused are dropped, that is, are full again. */
const mostBuckets = 100_000

/**
 * Token buckets (core.md §26). A bucket is full when first used, gets its tokens in one block per
 * fill time counted from then, and is dropped when unused for long. Time is only looked
 * at when a bucket is used: there are no timers.
 */
export class TokenBuckets {
  readonly #now: () => number
  readonly #settings: () => BucketSettings
  readonly #most: number
  /** In the order of last use. */
  readonly #buckets = new Map<string, Bucket>()
  #taken: ((name: string, tokens: number) => void) | undefined

  /** `now` gives milliseconds, never going backwards; `settings` are asked for at each use. */
  constructor(now: () => number, settings: () => BucketSettings, most: number = mostBuckets) {
    this.#now = now
    this.#settings = settings
    this.#most = most
  }

  /** How many buckets there are. */
  get size(): number {
    return this.#buckets.size
  }

  /** Takes tokens out of a bucket, all or none; tells whether there were enough. */
  consume(name: string, cost: number): boolean {
    return this.#take(name, cost, false)
  }

  /** Takes tokens out of a bucket; if there are not enough, takes what there is, and tells so by `false`. */
  drain(name: string, cost: number): boolean {
    return this.#take(name, cost, true)
  }

  /** Calls `listener` whenever tokens are taken. */
  onTaken(listener: (name: string, tokens: number) => void): void {
    this.#taken = listener
  }

  /** Takes tokens out of a bucket that another process gave away, also when they are not there any more. */
  takenElsewhere(name: string, tokens: number): void {
    this.#use(name, this.#settings()).tokens -= tokens
  }

  /** Tokens in a bucket now; those of a full one if there is none. */
  remaining(name: string): number {
    const settings = this.#settings()
    const bucket = this.#buckets.get(name)
    if (!bucket || this.#idle(bucket, settings)) return settings.capacity
    this.#fill(bucket, settings)
    return Math.max(0, bucket.tokens)
  }

  #take(name: string, cost: number, drain: boolean): boolean {
    if (cost <= 0) return true
    const bucket = this.#use(name, this.#settings())
    if (bucket.tokens >= cost) {
      bucket.tokens -= cost
      this.#taken?.(name, cost)
      return true
    }
    if (drain && bucket.tokens > 0) {
      this.#taken?.(name, bucket.tokens)
      bucket.tokens = 0
    }
    return false
  }

  #use(name: string, settings: BucketSettings): Bucket {
    const now = this.#now()
    const known = this.#buckets.get(name)
    this.#buckets.delete(name)
    const bucket =
      known && !this.#idle(known, settings)
        ? known
        : { tokens: settings.capacity, filledAt: now, usedAt: now }
    this.#fill(bucket, settings)
    bucket.usedAt = now
    this.#buckets.set(name, bucket)
    if (!known) this.#dropIdle(settings)
    return bucket
  }

  #idle({ usedAt }: Bucket, { idleMs }: BucketSettings): boolean {
    return this.#now() - usedAt > idleMs
  }

  #fill(bucket: Bucket, { capacity, fillTokens, fillMs }: BucketSettings): void {
    const blocks = Math.floor((this.#now() - bucket.filledAt) / fillMs)
    if (blocks > 0) {
      bucket.filledAt += blocks * fillMs
      bucket.tokens += blocks * fillTokens
    }
    bucket.tokens = Math.min(capacity, bucket.tokens)
  }

  /** A new bucket makes room: idle ones go, and some more if there are too many. */
  #dropIdle(settings: BucketSettings): void {
    for (const [name, bucket] of this.#buckets) {
      if (this.#buckets.size <= this.#most && !this.#idle(bucket, settings)) break
      this.#buckets.delete(name)
    }
  }
}

/**
 * The name of a caller's bucket: `<ip>/<account id of the path>`, with `no_ip` and `no_account` for
 * what is missing. IPv6 addresses are counted by their network.
 */
export function bucketName(clientIp: string | undefined, accountId: string | undefined): string {
  return `${clientIp === undefined ? 'no_ip' : networkOf(clientIp)}/${accountId ?? 'no_account'}`
}
