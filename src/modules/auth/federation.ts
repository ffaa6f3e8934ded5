import { toText } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { failed, systemError, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import { isRefusal, type ProviderRefusal } from '../../outside/openid/port.ts'
import type { Context } from '../declaration/context.ts'
import { dataResult, type DataResult } from '../declaration/results.ts'
import { authModuleConfig } from '../sign-in/auth-modules.ts'
import { closedAccount } from '../sign-in/closed-account.ts'
import { issueToken } from '../sign-in/issue-token.ts'
import type { App } from './apps.ts'
import { identityClaims, isIdentity, keepIdentity, type Vouched } from './identities.ts'
import { linksOf, type IdentityLink } from './identity-links.ts'
import { addressesOf } from './providers.ts'
import type { OpenRequest } from './state.ts'

/** What a client brings back from a provider. */
export interface BroughtCode {
  readonly code: string
  readonly redirectUri: string
  /** The request that began here, if it did. */
  readonly request?: OpenRequest
}

/**
 * Exchanges a code and finds out whom the provider vouches for. The ID token, where there is one, decides; without
 * one the provider's profile does, which only the token it just gave could open. A request that began here asked
 * for an ID token, so there has to be one.
 */
export async function vouchedByCode(
  { services }: Context,
  app: App,
  provider: Document,
  { code, redirectUri, request }: BroughtCode,
): Promise<Vouched | ProviderRefusal> {
  const addresses = addressesOf(provider)
  const { openid } = services
  const tokens = await openid.exchange(addresses, {
    clientId: app.id,
    clientSecret: app.secret,
    code,
    redirectUri,
    ...(request && { codeVerifier: request.codeVerifier }),
  })
  if (isRefusal(tokens)) return tokens
  if (tokens.idToken === undefined && request) return { refused: 'there is no ID token' }
  const expected = { clientId: app.id, ...(request && { nonce: request.nonce }) }
  const claims =
    tokens.idToken === undefined ? undefined : await openid.verify(addresses, tokens.idToken, expected)
  if (isRefusal(claims)) return claims
  const profile = await openid.profile(addresses, tokens)
  if (isRefusal(profile) && !claims) return profile
  const told = profile === undefined || isRefusal(profile) ? {} : profile
  // OpenID Connect Core 1.0 §5.3.2: a profile of somebody else must not be used.
  if (claims && told['sub'] !== undefined && told['sub'] !== claims['sub'])
    return { refused: 'the profile is somebody else’s' }
  return { app, provider, profile: { ...claims, ...told }, tokens }
}

/**
 * Signs in whom a provider vouched for. Identities of nobody get a token that is good for linking them only; of
 * several accounts the header `X-Auth-Account-ID` picks one.
 */
export async function signInVouched(context: Context, vouched: Vouched): Promise<DataResult | Failure> {
  const { services } = context
  const identity = await keepIdentity(services, vouched)
  if (!isIdentity(identity)) return failed(identity) ? identity : systemError('invalid_credentials')
  const claims = { ...identityClaims(identity), ...providerToken(context, vouched) }
  const links = linksOf(identity)
  if (links.length === 0) {
    const lifetime = (await authModuleConfig(services, '', 'cb_auth')).tokenLifetime
    const token = await services.signIn.issueUnlinked({ method: 'cb_auth', lifetime, extra: claims })
    return dataResult({}, { authToken: token })
  }
  const linked = await picked(context, links)
  if (!linked)
    return refuseProvider(context, { refused: 'the identity is not linked to the account asked for' })
  const { accountId, userId } = linked
  if (userId !== undefined && !(await services.signIn.directory.user(accountId, userId))?.enabled)
    return systemError('invalid_credentials')
  const refused = await closedAccount(context, accountId, userId, 'jwt_auth_token', 'cb_auth')
  if (refused) return refused
  return await issueToken(context, {
    module: 'cb_auth',
    accountId,
    ...(userId !== undefined && { userId }),
    claims,
  })
}

/** The account that is asked for; else the first whose user is there, as users and accounts go. */
async function picked(context: Context, links: readonly IdentityLink[]): Promise<IdentityLink | undefined> {
  const asked = context.header('x-auth-account-id')
  if (asked !== undefined) return links.find(({ accountId }) => accountId === asked)
  const { directory } = context.services.signIn
  for (const link of links) {
    const { accountId, userId } = link
    const account = await directory.account(accountId)
    if (!account?.enabled) continue
    if (userId === undefined || (await directory.user(accountId, userId))?.enabled === true) return link
  }
  return links[0]
}

/** Says no to a client without saying why; the reason is for the log. */
export function refuseProvider({ services, requestId }: Context, { refused }: ProviderRefusal): Failure {
  services.log.info({ request: requestId, reason: refused }, 'a provider did not vouch for a user')
  return systemError('invalid_credentials')
}

/** The provider's own token, which opens the user's data there, only goes into ours where an operator wants it so. */
function providerToken({ services }: Context, { tokens }: Vouched): JsonObject {
  if (!tokens || !services.config.flag('crossbar.auth', 'expose_provider_token', false)) return {}
  return { auth_app_token: tokens.accessToken, auth_app_token_type: tokens.tokenType }
}

/** A required text of a request's data. */
export function textIn(data: JsonObject, name: string): string | undefined {
  const value = toText(data[name])
  return value === '' ? undefined : value
}
