import type { JsonObject } from '../json.ts'
import type { Directory } from './auth.ts'
import { textClaim } from './token-claims.ts'
import type { Tokens } from './tokens.ts'

/** What a token says, or why it is of no use (auth-and-system.md, "auth" 6, tokeninfo). */
export type Inspection =
  | { readonly ok: true; readonly claims: JsonObject }
  /** `claims`: those of a token that is in order, but of an identity of no account. */
  | { readonly ok: false; readonly status: 401 | 403; readonly reason: string; readonly claims?: JsonObject }

/**
 * Looks at a token as the authenticator does, without anybody making a request with it. It may be the id of a bearer
 * token too.
 */
export async function inspectToken(tokens: Tokens, directory: Directory, token: string): Promise<Inspection> {
  const jwt = token.includes('.') ? token : ((await directory.bearerToken(token)) ?? token)
  const checked = await tokens.check(jwt)
  if (!checked.ok) return useless(checked.error)
  const { claims } = checked
  const accountId = textClaim(claims, 'account_id')
  if (accountId === undefined) return { ok: false, status: 403, reason: 'no associated account_id', claims }
  const ownerId = textClaim(claims, 'owner_id')
  const deviceId = textClaim(claims, 'device_id')
  const account = await directory.account(accountId)
  const user = ownerId === undefined ? undefined : await directory.user(accountId, ownerId)
  if (!account?.enabled || (ownerId !== undefined && !user?.enabled))
    return { ok: false, status: 403, reason: 'mapped account does not exist' }
  const secret =
    deviceId === undefined
      ? (user ?? account).signatureSecret
      : await directory.deviceSecret(accountId, deviceId)
  if (secret === undefined || !(await tokens.holds(jwt, claims, secret)))
    return useless('invalid_identity_signature')
  return { ok: true, claims }
}

function useless(reason: string): Inspection {
  return { ok: false, status: 401, reason }
}
