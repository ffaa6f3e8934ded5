import { systemAuthor } from '../../documents/author.ts'
import { isTrue } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { now } from '../../documents/gregorian.ts'
import { failed, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { ProviderTokens } from '../../outside/openid/port.ts'
import type { Services } from '../declaration/services.ts'
import type { App } from './apps.ts'
import { identitiesDb, identityType } from './documents.ts'
import { firstText, profileFields } from './providers.ts'

/** Whom a provider vouched for. */
export interface Vouched {
  readonly app: App
  readonly provider: Document
  /** What the provider tells of the user: claims of the ID token and the profile. */
  readonly profile: JsonObject
  readonly tokens?: ProviderTokens
}

/** Seconds for which an identity that was just used may be linked or looked at by whoever knows its id. */
const usualLinkWindow = 900

/** The document of an identity: made or brought up to date with what the provider says. Fails without an identity. */
export async function keepIdentity(
  services: Services,
  vouched: Vouched,
): Promise<Document | Failure | undefined> {
  const { app, provider, profile, tokens } = vouched
  const fields = profileFields(provider)
  const parts = fields.identity.map((name) => firstText(profile, [name]))
  if (parts.some((part) => part === undefined)) return undefined
  const identity = parts.join('-')
  const id = `${app.prefix}-${identity}`
  const existing = await services.documents.find(identitiesDb, id)
  const email = firstText(profile, fields.email)
  const name = firstText(profile, [fields.name])
  const photo = firstText(profile, ['picture'])
  const scope = tokens?.scope ?? existing?.body['scope']
  const body: JsonObject = {
    ...existing?.body,
    ...(email !== undefined && { email }),
    verified_email: isTrue(profile['email_verified'] ?? profile['verified_email']),
    ...(typeof scope === 'string' && { scope, scopes: scope.split(/[ ,;]+/).filter((each) => each !== '') }),
    ...(name !== undefined && { display_name: name }),
    ...(photo !== undefined && { photo_url: photo }),
    ...(tokens?.refreshToken !== undefined && { access_type: 'offline' }),
    profile: withoutProtocol(profile),
  }
  const hidden = {
    pvt_app_id: app.id,
    pvt_app_provider_id: provider.id,
    pvt_app_account_id: app.accountId,
    pvt_user_identity: identity,
    pvt_linkable_until: now() + services.config.integer('crossbar.auth', 'link_window_s', usualLinkWindow),
    ...(tokens?.refreshToken !== undefined && {
      pvt_refresh_token: services.signIn.seal(`auth_identity ${id}`, tokens.refreshToken),
    }),
  }
  return await services.documents.writeOne(
    existing
      ? { change: 'replace', document: existing, body, hidden }
      : { change: 'create', db: identitiesDb, id, type: identityType, body, hidden },
    systemAuthor,
  )
}

/** What a profile tells of the user: claims of an ID token about itself are left out. */
function withoutProtocol(profile: JsonObject): JsonObject {
  const own = new Set([
    'iss',
    'aud',
    'azp',
    'exp',
    'iat',
    'nbf',
    'nonce',
    'at_hash',
    'c_hash',
    'auth_time',
    'jti',
  ])
  return Object.fromEntries(Object.entries(profile).filter(([name]) => !own.has(name)))
}

/** Whether an identity was used so lately that it may still be linked. */
export function isLinkable({ hidden }: Document): boolean {
  return Number(hidden['pvt_linkable_until'] ?? 0) > now()
}

/** What tokens say of an identity (auth-and-system.md, "auth" 9). */
export function identityClaims(identity: Document): JsonObject {
  const { body, hidden } = identity
  return {
    auth_id: identity.id,
    auth_app_id: hidden['pvt_app_id'],
    auth_provider: hidden['pvt_app_provider_id'],
    email: body['email'],
    scope: body['scope'],
    displayName: body['display_name'],
    photoUrl: body['photo_url'],
  }
}

/** Tells an identity from why there is none. */
export function isIdentity(value: Document | Failure | undefined): value is Document {
  return value !== undefined && !failed(value)
}
