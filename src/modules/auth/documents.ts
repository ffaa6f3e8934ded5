import { pick, type DocumentType, type View } from '../../documents/types.ts'
import { linksOf } from './identity-links.ts'

/** Types of the documents: applications that providers know us as, and identities that providers vouched for. */
export const appType = 'auth_app'
export const identityType = 'auth_identity'

/** Database of identities; those of applications and providers are in the one of keys. */
export const identitiesDb = 'auth_identities'

/** Applications by the account they belong to (auth-and-system.md, "auth" 4). */
export const appsByAccount: View = {
  name: 'auth/apps_by_account',
  version: 1,
  emit: ({ id, body, hidden }) => [
    {
      key: hidden['pvt_app_account_id'] ?? null,
      value: { id, ...pick(body, ['name', 'description']), provider: hidden['pvt_auth_provider'] ?? null },
    },
  ],
}

/** Applications by their provider. */
export const appsByProvider: View = {
  name: 'auth/apps_by_provider',
  version: 1,
  emit: ({ hidden }) => [{ key: hidden['pvt_auth_provider'] ?? null, value: {} }],
}

/** Identities by the accounts and users they are linked to. */
export const linksByUser: View = {
  name: 'auth/links_by_user',
  version: 2,
  emit: ({ id, body, hidden }) =>
    linksOf({ hidden }).map(({ accountId, userId }) => ({
      key: [accountId, userId ?? null],
      value: {
        id,
        app: hidden['pvt_app_id'] ?? null,
        provider: hidden['pvt_app_provider_id'] ?? null,
        ...pick(body, ['scopes', 'email']),
      },
    })),
}

/** The kinds of documents of the module. */
export const authDocuments: readonly DocumentType[] = [
  { type: appType, views: [appsByAccount, appsByProvider], silent: true },
  { type: identityType, views: [linksByUser], silent: true },
]
