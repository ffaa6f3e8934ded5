/** Credentials that were tried, as far as they count. */
export interface Guess {
  /** Unix seconds. */
  readonly at: number
  /** Digest of what was tried. */
  readonly tried: string
  /** Digests of whom it can be forgiven to: an address, an account. */
  readonly forgivable: readonly string[]
  /** How many requests are trying it just now. */
  open: number
  /** Whether one of them found it wrong. */
  wrong: boolean
}

/** How many guesses of one key there are. */
export interface Standing {
  readonly wrong: number
  /** Being tried, and not known to be wrong. */
  readonly open: number
}

/** Guesses of late, by the digest they count against; the longest untouched of these leave first. */
export class Guesses {
  readonly #now: () => number
  /** Oldest guess first; the map's order is that of last use. */
  readonly #byKey = new Map<string, Guess[]>()

  /** `now` gives unix seconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** How many keys have guesses. */
  get size(): number {
    return this.#byKey.size
  }

  /** What is known of a key within the last `windowSeconds`. */
  standing(key: string, windowSeconds: number): Standing {
    const recent = this.#recent(key, windowSeconds)
    const wrong = recent.filter((guess) => guess.wrong).length
    return { wrong, open: recent.length - wrong }
  }

  /** The guess of a key that is being tried just now with the same credentials. */
  open(key: string, tried: string): Guess | undefined {
    return this.#byKey.get(key)?.find((guess) => guess.tried === tried && guess.open > 0)
  }

  /** Counts a guess against a key; `most` keys are kept in mind. */
  add(key: string, guess: Guess, most: number): void {
    const known = this.#byKey.get(key) ?? []
    this.#byKey.delete(key)
    this.#byKey.set(key, [...known, guess])
    for (const oldest of this.#byKey.keys()) {
      if (this.#byKey.size <= most) break
      this.#byKey.delete(oldest)
    }
  }

  /** Takes a guess out of the count. */
  remove(key: string, guess: Guess): void {
    this.#keep(
      key,
      (this.#byKey.get(key) ?? []).filter((each) => each !== guess),
    )
  }

  /** Takes all wrong guesses of an address or account out of the count; gives back the keys they counted against. */
  forgive(digest: string): readonly string[] {
    const forgiven: string[] = []
    for (const [key, guesses] of [...this.#byKey]) {
      const left = guesses.filter(
        (guess) => !guess.wrong || guess.open > 0 || !guess.forgivable.includes(digest),
      )
      if (left.length === guesses.length) continue
      this.#keep(key, left)
      forgiven.push(key)
    }
    return forgiven
  }

  #recent(key: string, windowSeconds: number): readonly Guess[] {
    const since = this.#now() - windowSeconds
    const known = this.#byKey.get(key)
    if (!known) return []
    const recent = known.filter(({ at }) => at > since)
    if (recent.length < known.length) this.#keep(key, recent)
    return recent
  }

  #keep(key: string, guesses: Guess[]): void {
    if (guesses.length === 0) this.#byKey.delete(key)
    else this.#byKey.set(key, guesses)
  }
}
