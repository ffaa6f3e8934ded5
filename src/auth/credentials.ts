import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { failed, type Failure } from '../failures.ts'
import type { SecretKey } from './secret-key.ts'
import { defaultCost, SlowHash, type ScryptCost } from './slow-hash.ts'

/** How clients made their digest of `username:password` (schema `user_auth`, field `method`). */
export type CredentialMethod = 'md5' | 'sha'

/** A digest as a client sends it. */
export interface Digest {
  readonly method: CredentialMethod
  /** Lower-case hex; anything else is accepted and matches nobody. */
  readonly digest: string
}

/** Private fields of a user document: what its credentials are recognised by. They replace the original's digests. */
export interface CredentialFields {
  readonly pvt_md5_auth_key?: string
  readonly pvt_sha1_auth_key?: string
}

/** A digest after the slow hash: what look-ups and comparisons need, useless for logging in. */
export interface StretchedDigest {
  readonly method: CredentialMethod
  /** Where it is remembered once it proved right. */
  readonly memo: string
  /** One value per cost in use, the current one first. */
  readonly values: readonly { readonly cost: ScryptCost; readonly bytes: Buffer }[]
  /** It was remembered, not computed. */
  readonly remembered: boolean
}

/** Settings of `Credentials`. */
export interface CredentialOptions {
  /** Cost of hashes made from now on. */
  readonly cost?: ScryptCost
  /** Costs that older documents may still have. */
  readonly formerCosts?: readonly ScryptCost[]
  readonly slowHash?: SlowHash
  /** How many right digests to remember, so that they are not stretched again. */
  readonly remembered?: number
}

/**
 * Credentials of users (auth-and-system.md, "token transport and JWT format").
 *
 * Clients send a digest of `username:password`, without the name, so a user must be found by
 * the digest alone. A keyed hash of the digest would do, and would be fast to guess against
 * for a thief who has the secret key too. Therefore the digest goes through scrypt first
 * (salted per installation; the username within the digest keeps equal passwords apart) and
 * what is stored is HMAC(key, account, method, scrypt(digest)): to log in, or to test one guess,
 * always costs one scrypt, whether such a user exists or not, so the time tells nothing.
 */
export class Credentials {
  readonly #salt: Buffer
  readonly #lookupKey: Buffer
  readonly #cost: ScryptCost
  readonly #costs: readonly ScryptCost[]
  readonly #slowHash: SlowHash
  readonly #memoKey = randomBytes(32)
  readonly #remembered: LRUCache<string, StretchedDigest>
  /** What is being stretched just now; those who bring the same digest meanwhile wait for it too. */
  readonly #stretching = new Map<string, Promise<StretchedDigest | Failure>>()

  constructor(secret: SecretKey, options: CredentialOptions = {}) {
    this.#salt = secret.key('credential salt')
    this.#lookupKey = secret.key('credential look-up')
    this.#cost = options.cost ?? defaultCost
    this.#costs = [this.#cost, ...(options.formerCosts ?? [])]
    this.#slowHash = options.slowHash ?? new SlowHash()
    this.#remembered = new LRUCache({ max: options.remembered ?? 10_000 })
  }

  /** The fields to store for a username (case is ignored) and a password. The same ones give the same fields. */
  credentialsFor(accountId: string, username: string, password: string): Promise<CredentialFields | Failure> {
    const { md5, sha } = digestsOf(username, password)
    return this.credentialsFromDigest(accountId, md5, sha)
  }

  /**
   * The fields to store for digests taken over from another system (`pvt_md5_auth`,
   * `pvt_sha1_auth`). One that is not lower-case hex of the right length could never be
   * logged in with and gives no field.
   */
  async credentialsFromDigest(
    accountId: string,
    md5: string | undefined,
    sha: string | undefined,
  ): Promise<CredentialFields | Failure> {
    const [md5Key, shaKey] = await Promise.all([
      this.#stored(accountId, 'md5', md5, /^[0-9a-f]{32}$/),
      this.#stored(accountId, 'sha', sha, /^[0-9a-f]{40}$/),
    ])
    if (failed(md5Key)) return md5Key
    if (failed(shaKey)) return shaKey
    return {
      ...(md5Key !== undefined && { pvt_md5_auth_key: md5Key }),
      ...(shaKey !== undefined && { pvt_sha1_auth_key: shaKey }),
    }
  }

  /** Does the slow part for a digest that came with a login, once for all accounts it is tried in. */
  async stretch({ method, digest }: Digest): Promise<StretchedDigest | Failure> {
    const memo = this.#memoOf({ method, digest })
    const known = this.#remembered.get(memo) ?? this.#stretching.get(memo)
    if (known) return known
    const stretching = this.#stretch(method, digest, memo).finally(() => this.#stretching.delete(memo))
    this.#stretching.set(memo, stretching)
    return stretching
  }

  /** The values one of which a user of the account has stored if the digest is theirs. */
  lookupKeys(accountId: string, stretched: StretchedDigest): readonly string[] {
    return stretched.values.map(({ cost, bytes }) => this.#lookup(accountId, stretched.method, cost, bytes))
  }

  /** Whether a stored value belongs to the digest; the time does not depend on how much of it is right. */
  matches(stored: string, accountId: string, stretched: StretchedDigest): boolean {
    const given = Buffer.from(stored)
    return this.lookupKeys(accountId, stretched)
      .map((key) => Buffer.from(key))
      .reduce((hit, key) => (key.length === given.length && timingSafeEqual(key, given)) || hit, false)
  }

  /** Stretches a digest and compares it with a stored value. */
  async verify(stored: string, accountId: string, digest: Digest): Promise<boolean | Failure> {
    const stretched = await this.stretch(digest)
    if (failed(stretched)) return stretched
    const right = this.matches(stored, accountId, stretched)
    if (right) this.remember(stretched)
    return right
  }

  /** Whether a digest is remembered: it proved right, for some account. */
  remembers(digest: Digest): boolean {
    return this.#remembered.has(this.#memoOf(digest))
  }

  /**
   * To be awaited where a digest turned out wrong: does the slow part for one that was remembered, because it is
   * right elsewhere or was right before, so that it is not refused sooner than one that never was.
   */
  async atEqualCost(digest: Digest, stretched: StretchedDigest): Promise<void> {
    if (stretched.remembered) await this.#stretch(digest.method, digest.digest, stretched.memo)
  }

  /**
   * Remembers a digest that proved right, so that it need not be stretched again. What is
   * remembered is a function of the digest alone, so it never gets stale: whether the user
   * still has that password is looked up each time. Wrong digests must not be remembered.
   */
  remember(stretched: StretchedDigest): void {
    this.#remembered.set(stretched.memo, { ...stretched, remembered: true })
  }

  /** Whether a stored value has a former cost, so that it is worth replacing after a login. */
  outdated(stored: string): boolean {
    return !stored.startsWith(prefixOf(this.#cost))
  }

  async #stretch(method: CredentialMethod, digest: string, memo: string): Promise<StretchedDigest | Failure> {
    const values = []
    for (const cost of this.#costs) {
      const bytes = await this.#slowHash.hash(digest, this.#saltOf(method), cost)
      if (failed(bytes)) return bytes
      values.push({ cost, bytes })
    }
    return { method, memo, values, remembered: false }
  }

  async #stored(
    accountId: string,
    method: CredentialMethod,
    digest: string | undefined,
    form: RegExp,
  ): Promise<string | undefined | Failure> {
    if (digest === undefined || !form.test(digest)) return undefined
    const bytes = await this.#slowHash.hash(digest, this.#saltOf(method), this.#cost)
    return failed(bytes) ? bytes : this.#lookup(accountId, method, this.#cost, bytes)
  }

  #memoOf({ method, digest }: Digest): string {
    return createHmac('sha256', this.#memoKey).update(`${method}:${digest}`).digest('base64url')
  }

  #saltOf(method: CredentialMethod): Buffer {
    return Buffer.concat([this.#salt, Buffer.from(method)])
  }

  #lookup(accountId: string, method: CredentialMethod, cost: ScryptCost, bytes: Buffer): string {
    const mac = createHmac('sha256', this.#lookupKey).update(`${accountId}\0${method}\0`).update(bytes)
    return `${prefixOf(cost)}${mac.digest('base64url')}`
  }
}

/** The digests of a username (lower-cased) and a password, as clients make them. */
export function digestsOf(
  username: string,
  password: string,
): { readonly md5: string; readonly sha: string } {
  const text = `${username.toLowerCase()}:${password}`
  return {
    md5: createHash('md5').update(text).digest('hex'),
    sha: createHash('sha1').update(text).digest('hex'),
  }
}

function prefixOf({ logN, r, p }: ScryptCost): string {
  return `scrypt$ln=${String(logN)},r=${String(r)},p=${String(p)}$`
}
