import { scrypt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { systemError, type Failure } from '../failures.ts'
import { letMainThreadGoFirst } from './yielding-threads.ts'

/** Cost of scrypt (RFC 7914): N is two to the power of `logN`. */
export interface ScryptCost {
  readonly logN: number
  readonly r: number
  readonly p: number
}

/** About 30 to 80 ms and 16 MiB per hash. */
export const defaultCost: ScryptCost = { logN: 14, r: 8, p: 1 }

/** How much hashing may go on at once. */
export interface SlowHashLimits {
  /** Hashes computed at the same time. */
  readonly concurrency: number
  /** Hashes that may wait for their turn; more are refused. */
  readonly waiting: number
}

/**
 * Leaves one processor to the main thread, and at least two of the four threads that
 * signing, file access and name look-ups share with hashing.
 */
export const defaultLimits: SlowHashLimits = {
  concurrency: Math.max(1, Math.min(2, availableParallelism() - 1)),
  waiting: 256,
}

/** Computes slow hashes off the main thread, a few at a time, first come first served. */
export class SlowHash {
  readonly #limits: SlowHashLimits
  readonly #waiting: (() => void)[] = []
  #running = 0
  #yields = false

  constructor(limits: SlowHashLimits = defaultLimits) {
    this.#limits = limits
  }

  /** 32 bytes of scrypt; 429 `too_many_requests` when too many others wait already. */
  async hash(text: string, salt: Uint8Array, cost: ScryptCost): Promise<Buffer | Failure> {
    if (this.#running >= this.#limits.concurrency) {
      if (this.#waiting.length >= this.#limits.waiting) return systemError('too_many_requests')
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else this.#running += 1
    try {
      return await scrypted(text, salt, cost)
    } finally {
      // The threads are there, and have their names, once they did something.
      this.#yieldOnce()
      // The place goes to the next in line directly, so that nobody can slip in between.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }

  #yieldOnce(): void {
    if (this.#yields) return
    this.#yields = true
    letMainThreadGoFirst()
  }
}

function scrypted(text: string, salt: Uint8Array, { logN, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** logN
  const maxmem = 128 * r * (N + p + 8) * 2
  return new Promise((resolve, reject) => {
    scrypt(text, salt, 32, { N, r, p, maxmem }, (error, hash) => {
      if (error) reject(error)
      else resolve(hash)
    })
  })
}
