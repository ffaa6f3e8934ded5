import type { JsonObject } from '../json.ts'
import { checkToken, signToken, useless, type SignedToken, type UselessToken } from './jwt.ts'
import type { Revocations } from './revocations.ts'
import type { SigningKey, SigningKeys } from './signing-keys.ts'
import type { TokenCache } from './token-cache.ts'
import { identityHolds, tokenClaims, type TokenRequest } from './token-claims.ts'

/** What `Tokens` works with. */
export interface TokenParts {
  readonly keys: SigningKeys
  readonly revocations: Revocations
  readonly cache: TokenCache
  /** The system's part of identity signatures, see `SecretKey.systemSignatureSecret`. */
  readonly systemSecret: () => Promise<string>
  /** Unix seconds. */
  readonly now: () => number
}

/** Makes, checks and revokes tokens (auth-and-system.md, "token transport and JWT format"). */
export class Tokens {
  readonly #parts: TokenParts
  /** The key that the cached tokens were checked with. */
  #cachedFor: SigningKey | undefined

  constructor(parts: TokenParts) {
    this.#parts = parts
  }

  /**
   * A new token. `identitySecret` is the `pvt_signature_secret` of the user (without one: of the
   * account); a token without an account is not bound to any.
   */
  async issue(request: TokenRequest, identitySecret: string | undefined): Promise<string> {
    const { keys, systemSecret, now } = this.#parts
    const secrets =
      identitySecret === undefined ? undefined : { identity: identitySecret, system: await systemSecret() }
    return signToken(tokenClaims(request, secrets, now()), await keys.current())
  }

  /** Checks a token's signature, expiry and revocation; not yet whom it stands for. */
  async check(token: string): Promise<SignedToken | UselessToken> {
    const { keys, cache, revocations, now } = this.#parts
    const key = await keys.current()
    if (key !== this.#cachedFor) {
      cache.clear()
      this.#cachedFor = key
    }
    const known = cache.get(token)
    const checked = known ?? checkToken(token, key, now())
    if (!checked.ok) return checked
    if (revocations.has(checked.digest)) return useless('token_revoked')
    if (!known) cache.set(token, checked)
    return checked
  }

  /** Whether a token that was checked is bound to this secret of its user or account, as it is now. */
  async holds(token: string, claims: JsonObject, identitySecret: string): Promise<boolean> {
    const { cache, systemSecret } = this.#parts
    const system = await systemSecret()
    const bound = `${identitySecret} ${system}`
    const known = cache.get(token)
    if (known?.boundTo === bound) return true
    if (!identityHolds(claims, identitySecret, system)) return false
    if (known) cache.set(token, { ...known, boundTo: bound })
    return true
  }

  /** The key that tokens are signed with. */
  signingKey(): Promise<SigningKey> {
    return this.#parts.keys.current()
  }

  /** Replaces the key that tokens are signed with: all tokens end. */
  async replaceSigningKey(): Promise<void> {
    await this.#parts.keys.rotate()
  }

  /** Logs a token out, for good when this resolves; one that is of no use anyway is left alone. */
  async revoke(token: string): Promise<void> {
    const checked = await this.check(token)
    if (!checked.ok) return
    this.#parts.cache.drop(token)
    const { digest, expires } = checked
    await this.#parts.revocations.revoke({ digest, ...(expires !== undefined && { expires }) })
  }
}
