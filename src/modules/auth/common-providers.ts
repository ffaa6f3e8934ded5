import { systemAuthDb } from '../../auth/kept-keys.ts'
import { systemAuthor } from '../../documents/author.ts'
import type { Document } from '../../documents/document.ts'
import type { Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'
import { secondFactor } from '../multi_factor/providers.ts'
import { providerType } from '../sign-in/provider-documents.ts'
import { oauthProvider } from './providers.ts'

/** Providers that every installation knows (auth-and-system.md, "auth" 5), by id. */
const common: readonly { readonly id: string; readonly kind: string; readonly body: JsonObject }[] = [
  {
    id: 'google',
    kind: oauthProvider,
    body: {
      name: 'Google',
      discovery: 'https://accounts.google.com/.well-known/openid-configuration',
      issuer_domains: ['accounts.google.com'],
      profile_identity_field: 'sub',
      profile_displayName_field: 'name',
    },
  },
  {
    id: 'office365',
    kind: oauthProvider,
    body: {
      name: 'Microsoft 365',
      discovery: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
      issuer_domains: [],
      profile_url: 'https://graph.microsoft.com/v1.0/me',
      profile_identity_field: 'id',
      profile_displayName_field: 'displayName',
    },
  },
  {
    id: 'salesforce',
    kind: oauthProvider,
    body: {
      name: 'Salesforce',
      discovery: 'https://login.salesforce.com/.well-known/openid-configuration',
      issuer_domains: ['https://login.salesforce.com'],
      profile_identity_fields: ['organization_id', 'user_id'],
    },
  },
  {
    id: 'duo',
    kind: secondFactor,
    body: { enabled: false, name: 'System Default Provider', provider_name: 'duo', settings: {} },
  },
]

/** Makes those of the common providers that are not there; what operators made of the others stays. */
export async function registerCommonProviders({ documents }: Pick<Services, 'documents'>): Promise<void> {
  for (const { id, kind, body } of common) {
    // One that was deleted on purpose, which stays as a deleted document for a while, is not made again.
    if (await documents.store.get(systemAuthDb, id)) continue
    await documents.write([creation(id, kind, body)], systemAuthor)
  }
}

/** Registers a provider of identities for an operator, or replaces it. */
export async function registerProvider(
  { documents }: Pick<Services, 'documents'>,
  id: string,
  body: JsonObject,
): Promise<Document | Failure> {
  const existing = await documents.find(systemAuthDb, id)
  return await documents.writeOne(
    existing ? { change: 'replace', document: existing, body } : creation(id, oauthProvider, body),
    systemAuthor,
  )
}

function creation(id: string, kind: string, body: JsonObject) {
  const hidden = { pvt_provider_type: kind }
  return { change: 'create', db: systemAuthDb, id, type: providerType, body, hidden } as const
}
