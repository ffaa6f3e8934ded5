import { LRUCache } from 'lru-cache'
import type { SignedToken } from './jwt.ts'
import { textClaim } from './token-claims.ts'

/** A token whose signature was checked, and the secrets its identity signature was found right with. */
export interface CheckedToken extends SignedToken {
  /** Identity secret and system secret, once checked. */
  readonly boundTo?: string
}

/** Bounds of the cache. */
export interface TokenCacheLimits {
  readonly tokens: number
  /** Characters of all tokens together. */
  readonly characters: number
}

const defaultLimits: TokenCacheLimits = { tokens: 50_000, characters: 64_000_000 }

/**
 * Tokens that were checked, by their text, least recently used ones leaving first. It saves the
 * signature check and nothing else: whether the user still exists is looked up each time.
 */
export class TokenCache {
  readonly #now: () => number
  readonly #tokens: LRUCache<string, CheckedToken>
  readonly #byOwner = new Map<string, Set<string>>()

  /** `now` gives unix seconds. */
  constructor(now: () => number, limits: TokenCacheLimits = defaultLimits) {
    this.#now = now
    this.#tokens = new LRUCache({
      max: limits.tokens,
      maxSize: limits.characters,
      sizeCalculation: (_checked, token) => token.length,
      dispose: (checked, token, reason) => {
        if (reason !== 'set') this.#unlist(checked, token)
      },
    })
  }

  /** How many tokens are held. */
  get size(): number {
    return this.#tokens.size
  }

  /** A checked token that has not expired. */
  get(token: string): CheckedToken | undefined {
    const checked = this.#tokens.get(token)
    if (checked?.expires === undefined || checked.expires > this.#now()) return checked
    this.#tokens.delete(token)
    return undefined
  }

  /** Holds a checked token. */
  set(token: string, checked: CheckedToken): void {
    this.#tokens.set(token, checked)
    if (!this.#tokens.has(token)) return
    for (const owner of ownersOf(checked)) {
      const tokens = this.#byOwner.get(owner)
      if (tokens) tokens.add(token)
      else this.#byOwner.set(owner, new Set([token]))
    }
  }

  /** Drops one token. */
  drop(token: string): void {
    this.#tokens.delete(token)
  }

  /** Drops all tokens of a user, or of an account with all its users; takes as long as these are many. */
  dropIdentity(accountId: string, ownerId?: string): void {
    const owner = ownerId === undefined ? accountKey(accountId) : userKey(accountId, ownerId)
    for (const token of [...(this.#byOwner.get(owner) ?? [])]) this.#tokens.delete(token)
  }

  /** Drops everything. */
  clear(): void {
    this.#tokens.clear()
  }

  #unlist(checked: CheckedToken, token: string): void {
    for (const owner of ownersOf(checked)) {
      const tokens = this.#byOwner.get(owner)
      tokens?.delete(token)
      if (tokens?.size === 0) this.#byOwner.delete(owner)
    }
  }
}

function ownersOf({ claims }: CheckedToken): readonly string[] {
  const accountId = textClaim(claims, 'account_id')
  if (accountId === undefined) return []
  const ownerId = textClaim(claims, 'owner_id')
  return ownerId === undefined
    ? [accountKey(accountId)]
    : [accountKey(accountId), userKey(accountId, ownerId)]
}

function accountKey(accountId: string): string {
  return `account ${accountId}`
}

function userKey(accountId: string, ownerId: string): string {
  return `user ${accountId} ${ownerId}`
}
