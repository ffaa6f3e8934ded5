import { createHmac, randomBytes } from 'node:crypto'
import { systemError, type Failure } from '../failures.ts'
import { Guesses, type Guess } from './guesses.ts'
import type { Place, SharedPlaces } from './shared-places.ts'
import { networkOf } from './network.ts'
import { WaitingLines, type Verdict } from './waiting-lines.ts'

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

/** About as long as hashing takes for all who may wait for it. */
const longestWaitMs = 15_000
const waitingBounds = { perKey: 256, altogether: 1024, longestMs: longestWaitMs }

/** Who tries to log in, and with what. */
export interface LoginAttempt {
  readonly address: string
  /** The account's id; if there is no such account, whatever the request calls it. */
  readonly account?: string
  /** What for, unless it is to sign in: it is counted apart. */
  readonly purpose?: string
  /** Username, where the request names one. */
  readonly user?: string
  /** What was sent as credentials: the same thing tried several times at once is one guess. */
  readonly guess: string
  /** Right a short while ago, or beyond guessing: not to be held up by what other processes are trying. */
  readonly unhindered?: boolean
}

/** A login that may be tried. It is to be settled by one of these, once. */
export interface PermittedAttempt {
  /** The login was right, or was not tried after all. */
  readonly right: () => void
  readonly wrong: () => WrongVerdict
}

/** What follows from a wrong login. */
export interface WrongVerdict {
  /** Milliseconds for which the answer should be held back: more with every wrong one. */
  readonly delayMs: number
  /** Whether it is the last that is permitted for a while. */
  readonly last: boolean
}

/** A wrong login as another process has to know it: whom it counts against and what was tried, as digests. */
export interface WrongLogin {
  readonly against: readonly string[]
  readonly guess: string
  /** Address and account to which it can be forgiven. */
  readonly forgivable: readonly string[]
}

interface Candidate {
  readonly limits: ThrottleLimits
  readonly login: string
  readonly against: readonly { readonly key: string; readonly bound: number }[]
  readonly tried: string
  readonly forgivable: readonly string[]
}

/**
 * Keeps guessers of credentials from going on, and nobody else. What is being tried may turn out wrong, so no more
 * is tried at the same moment than may be wrong; whoever comes on top of that waits until those ahead are settled.
 * A right login takes only itself out of the count: whoever knows one password cannot use it to go on guessing others.
 */
export class LoginThrottle {
  readonly #limits: () => ThrottleLimits
  readonly #now: () => number
  readonly #key: Uint8Array
  readonly #places: SharedPlaces | undefined
  readonly #guesses: Guesses
  readonly #lines = new WaitingLines((candidate: Candidate) => this.#judge(candidate), waitingBounds)
  #toldWrong: ((wrong: WrongLogin) => void) | undefined
  #toldForgiven: ((digest: string) => void) | undefined

  /**
   * `now` gives unix seconds; `limits` is asked for every attempt, so that settings may change. Processes that
   * are to count together have the same `key`, and `places` in common.
   */
  constructor(
    now: () => number,
    limits: () => ThrottleLimits = () => defaultThrottleLimits,
    key: Uint8Array = randomBytes(32),
    places?: SharedPlaces,
  ) {
    this.#now = now
    this.#limits = limits
    this.#key = key
    this.#places = places
    this.#guesses = new Guesses(now)
  }

  /**
   * Lets `check` try a login once it is its turn, and gives back what it gives back; 429 `too_many_requests` where
   * there were too many wrong ones, or too many wait. A try that breaks off, or is not settled, does not count.
   */
  async permit<Done>(
    attempt: LoginAttempt,
    check: (permitted: PermittedAttempt) => Promise<Done>,
  ): Promise<Done | Failure> {
    const candidate = this.#candidate(attempt)
    const counted = await this.#lines.enter(candidate)
    if (!counted) return systemError('too_many_requests')
    let settled = false
    let place: Place | undefined
    const settle = (wrong: boolean): void => {
      if (settled) return
      settled = true
      if (wrong) place?.leaveWhenHeard()
      else place?.leave()
      this.#settle(candidate, counted, wrong)
    }
    try {
      const bound = this.#boundOf(candidate)
      if (this.#places?.needed === true && attempt.unhindered !== true && bound > 0) {
        place = await this.#places.take(candidate.login, () => bound - this.#wrong(candidate), longestWaitMs)
        if (!place) return systemError('too_many_requests')
      }
      return await check({
        right: () => {
          settle(false)
        },
        wrong: () => {
          settle(true)
          const wrong = this.#wrong(candidate)
          return { delayMs: delayAfter(wrong - 1), last: bound > 0 && wrong >= bound }
        },
      })
    } finally {
      settle(false)
    }
  }

  /** Forgives what was wrong from an address, or to an account (by its id), here and in all processes. */
  forgive(who: string): void {
    for (const digest of [this.#digest('from', networkOf(who)), this.#digest('to', who.toLowerCase())]) {
      this.noteForgiven(digest)
      this.#toldForgiven?.(digest)
    }
  }

  /** Calls these with what other processes have to know. */
  onSettled(wrong: (wrong: WrongLogin) => void, forgiven: (digest: string) => void): void {
    this.#toldWrong = wrong
    this.#toldForgiven = forgiven
  }

  /** Counts a login that turned out wrong in another process. */
  note({ against, guess, forgivable }: WrongLogin): void {
    const { remembered } = this.#limits()
    const known: Guess = { at: this.#now(), tried: guess, forgivable, open: 0, wrong: true }
    for (const key of against) this.#guesses.add(key, known, remembered)
    for (const key of against) this.#lines.advance(key)
  }

  /** Forgets what another process has forgiven. */
  noteForgiven(digest: string): void {
    for (const key of this.#guesses.forgive(digest)) this.#lines.advance(key)
  }

  /** How many addresses and logins are kept in mind. */
  get size(): number {
    return this.#guesses.size
  }

  #candidate({ address, account = '', purpose = '', user = '', guess }: LoginAttempt): Candidate {
    const limits = this.#limits()
    const client = networkOf(address)
    const login = this.#digest('login', client, purpose, account.toLowerCase(), user.toLowerCase())
    return {
      limits,
      login,
      against: [
        { key: login, bound: limits.perLogin },
        { key: this.#digest('address', client), bound: limits.perAddress },
      ].filter(({ bound }) => bound > 0),
      tried: this.#digest('guess', account.toLowerCase(), guess),
      forgivable: [this.#digest('from', client), this.#digest('to', account.toLowerCase())],
    }
  }

  #judge(candidate: Candidate): Verdict<Guess> {
    const { against, limits, tried, forgivable } = candidate
    const [first] = against
    // What is being tried already teaches nobody anything new.
    const open = first && this.#guesses.open(first.key, tried)
    if (open) {
      open.open += 1
      return { verdict: 'enter', admission: open }
    }
    const known = against.map(({ key, bound }) => ({
      key,
      bound,
      ...this.#guesses.standing(key, limits.windowSeconds),
    }))
    if (known.some(({ wrong, bound }) => wrong >= bound)) return { verdict: 'refused' }
    const full = known.find((each) => each.wrong + each.open >= each.bound)
    if (full) return { verdict: 'behind', key: full.key }
    const counted: Guess = { at: this.#now(), tried, forgivable, open: 1, wrong: false }
    for (const { key } of against) this.#guesses.add(key, counted, limits.remembered)
    return { verdict: 'enter', admission: counted }
  }

  #settle({ against }: Candidate, guess: Guess, wrong: boolean): void {
    guess.open -= 1
    guess.wrong ||= wrong
    if (guess.open === 0) {
      const keys = against.map(({ key }) => key)
      if (guess.wrong) this.#toldWrong?.({ against: keys, guess: guess.tried, forgivable: guess.forgivable })
      else for (const key of keys) this.#guesses.remove(key, guess)
    }
    for (const { key } of against) this.#lines.advance(key)
  }

  #boundOf({ login, against }: Candidate): number {
    return against.find(({ key }) => key === login)?.bound ?? 0
  }

  #wrong({ login, limits }: Candidate): number {
    return this.#guesses.standing(login, limits.windowSeconds).wrong
  }

  /** Names of clients are of any length, and guesses may be right: neither is kept in clear. */
  #digest(...parts: readonly string[]): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(parts)).digest('base64')
  }
}

/** None after the first wrong login, then 250, doubling up to 2000. */
function delayAfter(before: number): number {
  return before < 2 ? 0 : Math.min(2000, 250 * 2 ** (before - 2))
}
