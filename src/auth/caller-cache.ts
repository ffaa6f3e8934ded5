import { LRUCache } from 'lru-cache'
import { accountsDb } from '../documents/accounts.ts'
import type { Documents } from '../documents/documents.ts'
import type { SystemConfig } from '../documents/system-config.ts'
import type { Auth } from './auth.ts'
import { systemAuthDb } from './kept-keys.ts'
import { revokedDb } from './kept-revocations.ts'
import type { TransportedToken } from './locate-token.ts'
import { userType } from './directory.ts'

/**
 * Databases whose changes may concern every token: accounts, keys, and the tokens revoked by other processes,
 * of which only digests are known.
 */
const systemWide: ReadonlySet<string> = new Set([accountsDb, systemAuthDb, revokedDb])

/** Longest time a caller is taken for granted, in milliseconds: a bound on what a missed change could do. */
const longestMs = 60_000
/** How long what one connection found out counts without being looked up, within that time. */
const recheckMs = 1_000

/** What a connection's last request found out. */
interface Seen {
  readonly token: TransportedToken
  readonly auth: Auth
  readonly generation: number
  /** When it is to be looked up again, in milliseconds of `Date.now()`. */
  readonly until: number
}

/**
 * Who a token stands for, remembered between requests, so that a request of a known caller
 * costs one look-up. Any change of a user ends what is known of the users of that account, any
 * change of an account everything.
 */
export class CallerCache {
  /** By kind of token and its text: joining the two would cost more than looking up. */
  readonly #known: Readonly<Record<TransportedToken['kind'], LRUCache<string, Auth>>> = {
    'x-auth-token': newCache(),
    bearer: newCache(),
    basic: newCache(),
  }
  /** Clients send the same token with every request of a connection: comparing it costs less than looking it up. */
  readonly #seen = new WeakMap<object, Seen>()
  #generation = 0

  constructor(documents: Documents, config: SystemConfig) {
    // Told once the new configuration holds: who is looked up before goes by the old one, and is forgotten again.
    config.onChange(() => this.clear())
    documents.onChange({
      concerns: ({ db, type }) => systemWide.has(db) || type === userType,
      changed: ({ db, action }) => {
        // Nobody can be known by an account that did not exist, and who revokes a token here drops it here.
        if (db === revokedDb || (db === accountsDb && action === 'created')) return
        if (systemWide.has(db)) this.clear()
        else this.#dropAccount(db)
      },
      changedElsewhere: (change) => {
        if (change.scope === 'everything' || systemWide.has(change.db)) this.clear()
        else this.#dropAccount(change.db)
      },
    })
  }

  /**
   * The caller of a token that was recognised before and is not due to expire; `undefined`: to be looked at anew.
   * `connection` is what the request came by.
   */
  get(token: TransportedToken, connection: object): Auth | undefined {
    const seen = this.#seen.get(connection)
    const now = Date.now()
    if (seen?.generation === this.#generation && isSame(seen.token, token) && seen.until > now)
      return seen.auth
    const auth = this.#known[token.kind].get(token.value)
    if (!auth) return undefined
    const expires = auth.claims['exp']
    const until = Math.min(typeof expires === 'number' ? expires * 1000 : Infinity, now + recheckMs)
    if (until <= now) return undefined
    this.#seen.set(connection, { token, auth, generation: this.#generation, until })
    return auth
  }

  /** Counts changes: what was looked up across one is not to be kept. */
  get generation(): number {
    return this.#generation
  }

  /** Remembers a caller who was recognised while `generation` was what it was then. */
  set(token: TransportedToken, auth: Auth, generation: number): void {
    if (generation === this.#generation) this.#known[token.kind].set(token.value, auth)
  }

  /** Forgets tokens, for instance because they were revoked; and all ids of bearer tokens, which may stand for them. */
  drop(...tokens: readonly (string | undefined)[]): void {
    this.#generation += 1
    for (const known of this.#caches) for (const token of tokens) if (token !== undefined) known.delete(token)
    for (const id of [...this.#known.bearer.keys()]) if (!id.includes('.')) this.#known.bearer.delete(id)
  }

  /** Forgets everything. */
  clear(): void {
    this.#generation += 1
    // Clearing costs what the cache could hold, and many changes may come one behind the other.
    for (const known of this.#caches) if (known.size > 0) known.clear()
  }

  #dropAccount(accountId: string): void {
    this.#generation += 1
    for (const known of this.#caches)
      for (const [token, auth] of known) {
        const ids = [auth.accountId, auth.masqueradedBy?.accountId, auth.impersonatedBy?.accountId]
        if (ids.includes(accountId)) known.delete(token)
      }
  }

  get #caches(): readonly LRUCache<string, Auth>[] {
    return Object.values(this.#known)
  }
}

function isSame(a: TransportedToken, b: TransportedToken): boolean {
  return a.kind === b.kind && a.value === b.value
}

function newCache(): LRUCache<string, Auth> {
  return new LRUCache({ max: 20_000, ttl: longestMs, ttlResolution: 1_000 })
}
