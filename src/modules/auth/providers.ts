import { systemAuthDb } from '../../auth/kept-keys.ts'
import { toText } from '../../documents/coercion.ts'
import { encodeKey } from '../../documents/collation.ts'
import type { Document } from '../../documents/document.ts'
import { answer, badIdentifier, failed, type Failure } from '../../failures.ts'
import { textsIn, type JsonObject } from '../../json.ts'
import type { ProviderAddresses } from '../../outside/openid/port.ts'
import type { Context } from '../declaration/context.ts'
import { deletedResult } from '../declaration/crud-writes.ts'
import { listing } from '../declaration/listing.ts'
import { documentResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import type { Services } from '../declaration/services.ts'
import { providersByType, providerType } from '../sign-in/provider-documents.ts'
import { appsByProvider } from './documents.ts'

/** The `pvt_provider_type` of those who vouch for identities. */
export const oauthProvider = 'oauth'

/** GET `providers`: all of the system, those of second factors too. */
export function listProviders(context: Context): Result | Failure {
  return listing(context, { db: systemAuthDb, view: providersByType.name })
}

/** GET `providers/{id}`. How second factors are set up is for superduper admins only. */
export async function readProvider(context: Context): Promise<Result | Failure> {
  const provider = await stored(context)
  if (failed(provider)) return provider
  if (isOauth(provider) || context.auth?.superduper) return documentResult(provider)
  const { settings: _, ...shown } = provider.shown
  return documentResult(provider, shown)
}

/** POST `providers/{id}`: saves the document as it is; what is sent does not matter (auth-and-system.md, "auth" 2). */
export async function saveProvider(context: Context): Promise<Outcome> {
  const provider = await stored(context)
  if (failed(provider)) return provider
  return intent(async () => {
    const written = await context.services.documents.writeOne(
      { change: 'replace', document: provider, body: provider.body },
      context.author,
    )
    return failed(written) ? written : documentResult(written)
  }, provider.rev)
}

/** DELETE `providers/{id}`: refused while applications use it. */
export async function deleteProvider(context: Context): Promise<Outcome> {
  const { documents } = context.services
  const provider = await stored(context)
  if (failed(provider)) return provider
  const bound = encodeKey(provider.id)
  const view = appsByProvider.name
  const apps = { db: systemAuthDb, view, low: bound, high: bound, descending: false, limit: 1 }
  if ((await documents.scan(apps)).length > 0) return answer(500, 'apps exist for provider', {})
  return intent(async () => {
    const deleted = await documents.write([{ change: 'delete', document: provider }], context.author)
    return failed(deleted) ? deleted : deletedResult(provider)
  }, provider.rev)
}

/** A provider of identities by its id. */
export async function findProvider(
  { documents }: Pick<Services, 'documents'>,
  id: string,
): Promise<Document | undefined> {
  const provider = await documents.find(systemAuthDb, id)
  return provider && isOauth(provider) && provider.body['enabled'] !== false ? provider : undefined
}

/** Where a provider is reached. */
export function addressesOf({ body }: Document): ProviderAddresses {
  const discovery = toText(body['discovery'])
  const tokenUrl = toText(body['access_code_url'])
  const profileUrl = toText(body['profile_url'])
  return {
    ...(discovery !== undefined && { discovery }),
    ...(tokenUrl !== undefined && { tokenUrl }),
    ...(profileUrl !== undefined && { profileUrl }),
    issuers: textsIn(body['issuer_domains']),
  }
}

/** What of a profile is the user's identity, what the name, what the address. */
export function profileFields({ body }: Document): {
  readonly identity: readonly string[]
  readonly name: string
  readonly email: readonly string[]
} {
  const several = textsIn(body['profile_identity_fields'])
  const email = toText(body['profile_email_field'])
  return {
    identity: several.length > 0 ? several : [toText(body['profile_identity_field']) ?? 'sub'],
    name: toText(body['profile_displayName_field']) ?? 'name',
    email: [...(email === undefined ? [] : [email]), 'email', 'emailAddress', 'email_address', 'mail'],
  }
}

/** The first of the named fields that an object has a text in. */
export function firstText(object: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = Object.hasOwn(object, name) ? toText(object[name]) : undefined
    if (value !== undefined && value !== '') return value
  }
  return undefined
}

function isOauth({ type, hidden }: Document): boolean {
  return type === providerType && hidden['pvt_provider_type'] === oauthProvider
}

async function stored(context: Context): Promise<Document | Failure> {
  const id = context.arg('id')
  const provider = await context.services.documents.find(systemAuthDb, id)
  return provider?.type === providerType ? provider : badIdentifier(id)
}
