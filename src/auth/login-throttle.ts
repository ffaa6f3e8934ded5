import { createHmac, randomBytes } from 'node:crypto'
import { systemError, type Failure } from '../failures.ts'

/** Bounds on wrong logins. A bound of zero or less is no bound. */
export interface ThrottleLimits {
  /** Wrong logins that one address may make to one account (and user, where the request names one). */
  readonly perLogin: number
  /** Wrong logins that one address may make altogether. */
  readonly perAddress: number
  /** Seconds for which a wrong login counts. */
  readonly windowSeconds: number
  /** How many addresses and logins are kept in mind; the longest untouched leave first. */
  readonly remembered: number
}

/** Five wrong logins in 15 minutes. */
export const defaultThrottleLimits: ThrottleLimits = {
  perLogin: 5,
  perAddress: 50,
  windowSeconds: 900,
  remembered: 100_000,
}

/** Who tries to log in, and with what. */
export interface LoginAttempt {
  readonly address: string
  /** The account's id; if there is no such account, whatever the request calls it. */
  readonly account?: string
  /** Username, where the request names one. */
  readonly user?: string
  /** What was sent as credentials: the same thing tried several times at once is one guess. */
  readonly guess: string
}

/** A login that may be tried. It counts as wrong until it turns out right. */
export interface PermittedAttempt {
  /** Milliseconds for which the answer should be held back if the login fails: more with every wrong one. */
  readonly delayMs: number
  /** Whether, if it is wrong, it is the last that is permitted for a while. */
  readonly last: boolean
  /** The login was right, or was not tried after all. */
  readonly right: () => void
  /** The login was wrong. */
  readonly wrong: () => void
}

/** A wrong login as another process has to know it: whom it counts against and what was tried, both as digests. */
export interface WrongLogin {
  readonly against: readonly string[]
  readonly guess: string
}

interface Guess {
  readonly at: number
  readonly guess: string
  /** How many requests are trying it just now. */
  open: number
}

/**
 * Keeps guessers of credentials from going on. An attempt counts from its beginning, so that
 * many at once get no further than one after another. A right login takes only itself out
 * of the count: whoever knows one password cannot use it to go on guessing others.
 */
export class LoginThrottle {
  readonly #now: () => number
  readonly #limits: () => ThrottleLimits
  readonly #key: Uint8Array
  #told: ((wrong: WrongLogin) => void) | undefined
  /** Guesses by whom they count against, oldest first; the map's order is that of last use. */
  readonly #guesses = new Map<string, Guess[]>()

  /**
   * `now` gives unix seconds; `limits` is asked for every attempt, so that settings may change. Processes that
   * are to count together have the same `key`.
   */
  constructor(
    now: () => number,
    limits: () => ThrottleLimits = () => defaultThrottleLimits,
    key: Uint8Array = randomBytes(32),
  ) {
    this.#key = key
    this.#now = now
    this.#limits = limits
  }

  /** Permits an attempt, or answers 429 `too_many_requests`. */
  attempt({ address, account = '', user = '', guess }: LoginAttempt): PermittedAttempt | Failure {
    const limits = this.#limits()
    // Of a chain of forwarders only the last one was written by somebody we believe.
    const client = address.slice(address.lastIndexOf(',') + 1).trim()
    const login = this.#digest('login', client, account.toLowerCase(), user.toLowerCase())
    const tried = this.#digest('guess', account.toLowerCase(), guess)
    const against = [
      { key: login, bound: limits.perLogin },
      { key: this.#digest('address', client), bound: limits.perAddress },
    ].filter(({ bound }) => bound > 0)
    const before = this.#recent(login, limits).length
    for (const { key, bound } of against) {
      const recent = this.#recent(key, limits)
      if (recent.length >= bound && !recent.some((each) => each.guess === tried && each.open > 0))
        return systemError('too_many_requests')
    }
    const counted = against.map(({ key }) => ({ key, guess: this.#count(key, tried, limits) }))
    return {
      delayMs: delayAfter(before),
      last: limits.perLogin > 0 && before + 1 >= limits.perLogin,
      right: () => {
        for (const each of counted) this.#forget(each.key, each.guess)
      },
      wrong: () => {
        for (const each of counted) each.guess.open -= 1
        if (counted.every((each) => each.guess.open === 0))
          this.#told?.({ against: counted.map((each) => each.key), guess: tried })
      },
    }
  }

  /** Calls `listener` with each login that turned out wrong here. */
  onWrong(listener: (wrong: WrongLogin) => void): void {
    this.#told = listener
  }

  /** Counts a login that turned out wrong in another process. */
  note({ against, guess }: WrongLogin): void {
    const limits = this.#limits()
    for (const key of against) {
      this.#recent(key, limits)
      this.#add(key, { at: this.#now(), guess, open: 0 }, limits)
    }
  }

  /** How many addresses and logins are kept in mind. */
  get size(): number {
    return this.#guesses.size
  }

  /** Names of clients are of any length, and guesses may be right: neither is kept in clear. */
  #digest(...parts: readonly string[]): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(parts)).digest('base64')
  }

  #recent(key: string, { windowSeconds }: ThrottleLimits): readonly Guess[] {
    const since = this.#now() - windowSeconds
    const recent = (this.#guesses.get(key) ?? []).filter(({ at }) => at > since)
    if (recent.length === 0) this.#guesses.delete(key)
    else this.#guesses.set(key, recent)
    return recent
  }

  #count(key: string, tried: string, limits: ThrottleLimits): Guess {
    const recent = this.#guesses.get(key) ?? []
    const open = recent.find(({ guess, open }) => guess === tried && open > 0)
    if (open) {
      open.open += 1
      return open
    }
    const added = { at: this.#now(), guess: tried, open: 1 }
    this.#add(key, added, limits)
    return added
  }

  #add(key: string, added: Guess, { remembered }: ThrottleLimits): void {
    const recent = this.#guesses.get(key) ?? []
    this.#guesses.delete(key)
    this.#guesses.set(key, [...recent, added])
    for (const oldest of this.#guesses.keys()) {
      if (this.#guesses.size <= remembered) break
      this.#guesses.delete(oldest)
    }
  }

  #forget(key: string, guess: Guess): void {
    const left = (this.#guesses.get(key) ?? []).filter((each) => each !== guess)
    if (left.length === 0) this.#guesses.delete(key)
    else this.#guesses.set(key, left)
  }
}

/** None after the first wrong login, then 250, doubling up to 2000. */
function delayAfter(wrong: number): number {
  return wrong < 2 ? 0 : Math.min(2000, 250 * 2 ** (wrong - 2))
}
