import { answer } from '../failures.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import { expiredAccount } from './account-state.ts'
import type { AccountFacts, Auth, Authentication, Directory, Identity, UserFacts } from './auth.ts'
import { BasicAuthentication } from './basic-auth.ts'
import type { Credentials } from './credentials.ts'
import type { TransportedToken } from './locate-token.ts'
import type { LoginThrottle } from './login-throttle.ts'
import { textClaim } from './token-claims.ts'
import type { Tokens } from './tokens.ts'

/** What the authenticator works with. */
export interface AuthenticatorParts {
  readonly tokens: Tokens
  readonly credentials: Credentials
  readonly directory: Directory
  /** Slows down guessing by Basic authentication. */
  readonly throttle: LoginThrottle
  /** Unix seconds. */
  readonly now: () => number
  /** Whether users who are no admins may act as users of accounts below theirs (claim `as`). */
  readonly plainUsersMayActAs: () => boolean
  /** Told of an account met that is enabled although its trial is over, to disable it in the background. */
  readonly onExpiredAccount: (accountId: string) => void
}

/** What of a request matters here. */
export interface AuthenticationRequest {
  readonly token: TransportedToken | undefined
  /** Header `X-Auth-Account-ID`: the account the token must be of. */
  readonly assertedAccountId?: string
  readonly clientIp: string
}

/** The account and user a token is of, as they are now. */
interface Holder {
  readonly account: AccountFacts
  readonly user?: UserFacts
}

const invalid: Authentication = { outcome: 'invalid' }

/**
 * Tells who makes a request (core.md §25; auth-and-system.md, "token transport and JWT format").
 *
 * The account and the user are looked up on every request, so a token is void the moment
 * its account or user is deleted or disabled; the original lets it live until it expires.
 */
export class Authenticator {
  readonly #parts: AuthenticatorParts
  readonly #basic: BasicAuthentication

  constructor(parts: AuthenticatorParts) {
    this.#parts = parts
    this.#basic = new BasicAuthentication(parts)
  }

  /**
   * Authenticates a request. Expired and revoked tokens are refused with 401 `invalid credentials`,
   * tokens of an expired account with 400 `account.expired`; others that are of no use are
   * `invalid`, which is for the pipeline to answer with 401 `invalid_credentials` unless the
   * endpoint is public.
   */
  async authenticate(request: AuthenticationRequest): Promise<Authentication> {
    const { token, assertedAccountId } = request
    if (!token) return { outcome: 'none' }
    switch (token.kind) {
      case 'x-auth-token':
        return this.#byToken(token, token.value, assertedAccountId)
      case 'bearer': {
        // Unlike the original, a JWT itself is taken too, as nearly every client sends one.
        const jwt = token.value.includes('.')
          ? token.value
          : await this.#parts.directory.bearerToken(token.value)
        return jwt === undefined ? invalid : this.#byToken(token, jwt, assertedAccountId)
      }
      case 'basic':
        return this.#byCredentials(token, request)
    }
  }

  async #byToken(
    token: TransportedToken,
    jwt: string,
    assertedAccountId: string | undefined,
  ): Promise<Authentication> {
    const checked = await this.#parts.tokens.check(jwt)
    if (!checked.ok)
      return checked.reason === 'invalid'
        ? invalid
        : { outcome: 'refused', failure: answer(401, 'invalid credentials', {}) }
    const { claims } = checked
    const accountId = textClaim(claims, 'account_id')
    if (accountId === undefined) return unlinked(claims, token.value)
    if (assertedAccountId !== undefined && assertedAccountId !== accountId) return invalid
    const holder = await this.#holder(accountId, textClaim(claims, 'owner_id'))
    if (!holder) return invalid
    if (!(await this.#impersonatorStays(claims))) return invalid
    const secret = await this.#identitySecret(holder, claims)
    if (secret === undefined || !(await this.#parts.tokens.holds(jwt, claims, secret))) return invalid
    return this.#admit(holder, claims, token)
  }

  async #byCredentials(token: TransportedToken, request: AuthenticationRequest): Promise<Authentication> {
    const found = await this.#basic.find(token.value, request.clientIp)
    if (found.outcome !== 'found') return found
    const { account, user } = found
    if (request.assertedAccountId !== undefined && request.assertedAccountId !== account.id) return invalid
    const claims = { account_id: account.id, owner_id: user.id, iss: 'kazoo', method: 'cb_basic_auth' }
    return this.#admit({ account, user }, claims, token)
  }

  /** The account and user, unless one of them is gone or the user is disabled. */
  async #holder(accountId: string, ownerId: string | undefined): Promise<Holder | undefined> {
    const { directory } = this.#parts
    const account = await directory.account(accountId)
    if (!account) return undefined
    if (ownerId === undefined) return { account }
    const user = await directory.user(accountId, ownerId)
    return user?.enabled ? { account, user } : undefined
  }

  /** Whoever impersonates the user must still be there, and enabled: their own tokens would be void otherwise. */
  async #impersonatorStays(claims: JsonObject): Promise<boolean> {
    const accountId = textClaim(claims, 'original_account_id')
    return (
      accountId === undefined ||
      (await this.#holder(accountId, textClaim(claims, 'original_owner_id'))) !== undefined
    )
  }

  async #identitySecret({ account, user }: Holder, claims: JsonObject): Promise<string | undefined> {
    const deviceId = textClaim(claims, 'device_id')
    if (deviceId !== undefined) return this.#parts.directory.deviceSecret(account.id, deviceId)
    return user ? user.signatureSecret : account.signatureSecret
  }

  async #admit(holder: Holder, claims: JsonObject, token: TransportedToken): Promise<Authentication> {
    const { account } = holder
    const failure = expiredAccount(account, this.#parts.now())
    if (failure) {
      if (account.enabled) this.#parts.onExpiredAccount(account.id)
      return { outcome: 'refused', failure }
    }
    if (!account.enabled) return invalid
    const target = masqueradeTarget(claims)
    if (!target) return { outcome: 'authenticated', auth: authOf(holder, claims, token) }
    const acting = this.#mayActAs(holder) ? await this.#actingAs(account, target) : undefined
    if (!acting) return invalid
    const changed = { ...claims, account_id: acting.account.id, owner_id: acting.user.id }
    const masqueradedBy = identityOfHolder(holder)
    return { outcome: 'authenticated', auth: { ...authOf(acting, changed, token), masqueradedBy } }
  }

  /** Acting as an admin below must not make more of somebody who is none. */
  #mayActAs({ account, user }: Holder): boolean {
    return !user || user.privLevel === 'admin' || account.superduper || this.#parts.plainUsersMayActAs()
  }

  /** The user a token acts as, who must be an enabled one of a descendant of the token's account. */
  async #actingAs(
    account: AccountFacts,
    target: { readonly accountId: string; readonly ownerId: string },
  ): Promise<Required<Holder> | undefined> {
    const found = await this.#parts.directory.account(target.accountId)
    if (!found?.enabled || !found.tree.includes(account.id)) return undefined
    const user = await this.#parts.directory.user(found.id, target.ownerId)
    return user?.enabled ? { account: found, user } : undefined
  }
}

function authOf({ account, user }: Holder, claims: JsonObject, token: TransportedToken): Auth {
  const impersonator = textClaim(claims, 'original_account_id')
  return {
    ...identityOfHolder({ account, ...(user && { user }) }),
    method: textClaim(claims, 'method') ?? '',
    claims,
    token: token.value,
    tokenKind: token.kind,
    superduper: account.superduper,
    isAdmin: user?.privLevel === 'admin',
    tree: account.tree,
    ...(user && { privLevel: user.privLevel }),
    ...(impersonator !== undefined && {
      impersonatedBy: identity(impersonator, textClaim(claims, 'original_owner_id')),
    }),
  }
}

function identityOfHolder({ account, user }: Holder): Identity {
  return identity(account.id, user?.id)
}

function identity(accountId: string, ownerId: string | undefined): Identity {
  return { accountId, ...(ownerId !== undefined && { ownerId }) }
}

/** A federated token without an account says which external identity it is of (`auth_id`). */
function unlinked(claims: JsonObject, token: string): Authentication {
  return textClaim(claims, 'auth_id') === undefined ? invalid : { outcome: 'unlinked', claims, token }
}

function masqueradeTarget(
  claims: JsonObject,
): { readonly accountId: string; readonly ownerId: string } | undefined {
  const as = Object.hasOwn(claims, 'as') ? claims['as'] : undefined
  if (!isJsonObject(as)) return undefined
  const accountId = textClaim(as, 'account_id')
  const ownerId = textClaim(as, 'owner_id')
  return accountId === undefined || ownerId === undefined ? undefined : { accountId, ownerId }
}
