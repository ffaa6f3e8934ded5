/** A token that was logged out. */
export interface Revocation {
  /** SHA-256, hex, of what was signed (`SignedToken.digest`). */
  readonly digest: string
  /** Unix seconds after which the token would be void anyway; absent: never. */
  readonly expires?: number
}

/** Where revocations outlive the process. */
export interface RevocationStore {
  /** All revocations kept; expired ones may be among them. */
  load(): Promise<readonly Revocation[]>
  /** Keeps one; resolves when it is on disk. */
  add(revocation: Revocation): Promise<void>
  /** Removes those that are not needed any more. */
  remove(digests: readonly string[]): Promise<void>
}

/**
 * Tokens that were logged out before their time (`DELETE /token_auth`; auth-and-system.md,
 * "token_auth" 11). Only tokens whose signature is right get in, so their number is bounded
 * by the logins of one token lifetime.
 */
export class Revocations {
  readonly #store: RevocationStore
  readonly #now: () => number
  /** Digest → unix seconds, `Infinity` for tokens that never expire. */
  readonly #revoked = new Map<string, number>()

  /** `now` gives unix seconds. */
  constructor(store: RevocationStore, now: () => number) {
    this.#store = store
    this.#now = now
  }

  /** Reads what was revoked before this process started, and clears out what has expired. */
  async load(): Promise<void> {
    for (const revocation of await this.#store.load()) this.note(revocation)
    await this.purge()
  }

  /** Whether a token was revoked. */
  has(digest: string): boolean {
    return this.#revoked.has(digest)
  }

  /** Revokes a token, here at once, and for good when this resolves. */
  async revoke(revocation: Revocation): Promise<void> {
    this.note(revocation)
    await this.#store.add(revocation)
  }

  /** Takes note of a revocation that another process has kept. */
  note({ digest, expires }: Revocation): void {
    this.#revoked.set(digest, expires ?? Infinity)
  }

  /** Forgets tokens that have expired meanwhile; to be called now and then. */
  async purge(): Promise<void> {
    const now = this.#now()
    const over = [...this.#revoked].filter(([, expires]) => expires <= now).map(([digest]) => digest)
    if (over.length === 0) return
    await this.#store.remove(over)
    for (const digest of over) this.#revoked.delete(digest)
  }
}
