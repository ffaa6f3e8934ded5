import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Json, JsonObject, MutableJsonObject } from '../json.ts'

/** Whose request a masquerading token makes (auth-and-system.md, "After a token verifies"). */
export interface ActingAs {
  readonly account_id: string
  readonly owner_id: string
}

/** What a new token is to say. */
export interface TokenRequest {
  readonly accountId?: string
  readonly ownerId?: string
  readonly as?: ActingAs
  /** Login module, such as `cb_user_auth`. */
  readonly method: string
  /** Seconds until it expires; zero or less: never. */
  readonly lifetime: number
  /** The second factor's answer, `mfa_resp`. */
  readonly mfaResponse?: Json
  /** Further claims, such as `original_account_id`. They cannot replace the ones above. */
  readonly extra?: JsonObject
}

/** Claims that only this file sets. */
const reserved: ReadonlySet<string> = new Set([
  'account_id',
  'owner_id',
  'as',
  'method',
  'exp',
  'mfa_resp',
  'iss',
  'identity_sig',
  'jti',
])

/**
 * The claims of a new token, in the original's order. `now` is in unix seconds. `jti` is an
 * addition: without it two logins within one second give the same token, and logging out of
 * one ends the other.
 */
export function tokenClaims(
  request: TokenRequest,
  secrets: { readonly identity: string; readonly system: string } | undefined,
  now: number,
): JsonObject {
  const claims: MutableJsonObject = {}
  if (request.accountId !== undefined) claims['account_id'] = request.accountId
  if (request.ownerId !== undefined) claims['owner_id'] = request.ownerId
  if (request.as) claims['as'] = { account_id: request.as.account_id, owner_id: request.as.owner_id }
  claims['method'] = request.method
  if (request.lifetime > 0) claims['exp'] = Math.floor(now) + Math.floor(request.lifetime)
  if (request.mfaResponse !== undefined) claims['mfa_resp'] = request.mfaResponse
  for (const [name, value] of Object.entries(request.extra ?? {}))
    if (!reserved.has(name) && name !== '__proto__' && value !== undefined) claims[name] = value
  claims['iss'] = 'kazoo'
  const identity = identityOf(claims)
  if (identity !== undefined && secrets)
    claims['identity_sig'] = identitySignature(identity, secrets.identity, secrets.system)
  claims['jti'] = randomBytes(12).toString('base64url')
  return claims
}

/** Whom a token stands for: its device, else its user, else its account; only tokens with an account have one. */
export function identityOf(claims: JsonObject): string | undefined {
  if (textClaim(claims, 'account_id') === undefined) return undefined
  return textClaim(claims, 'device_id') ?? textClaim(claims, 'owner_id') ?? textClaim(claims, 'account_id')
}

/** A claim that is a non-empty text. */
export function textClaim(claims: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * base64url(HMAC-SHA-256(secret ++ system secret, identity)): binds a token to a secret of its
 * user or account, so that a new secret voids it (auth-and-system.md, "Claims").
 */
export function identitySignature(identity: string, identitySecret: string, systemSecret: string): string {
  return createHmac('sha256', identitySecret + systemSecret)
    .update(identity)
    .digest('base64url')
}

/** Whether a token's identity signature was made with these secrets; constant time. */
export function identityHolds(claims: JsonObject, identitySecret: string, systemSecret: string): boolean {
  const identity = identityOf(claims)
  const given = textClaim(claims, 'identity_sig')
  if (identity === undefined || given === undefined) return false
  const right = Buffer.from(identitySignature(identity, identitySecret, systemSecret))
  const bytes = Buffer.from(given)
  return bytes.length === right.length && timingSafeEqual(bytes, right)
}
