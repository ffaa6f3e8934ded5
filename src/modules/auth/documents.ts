import { pick, type DocumentType, type View } from '../../documents/types.ts'

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

/** Identities by the account and user they are linked to. */
export const linksByUser: View = {
  name: 'auth/links_by_user',
  version: 1,
  emit: ({ id, body, hidden }) =>
    typeof hidden['pvt_linked_account_id'] === 'string'
      ? [
          {
            key: [hidden['pvt_linked_account_id'], hidden['pvt_linked_owner_id'] ?? null],
            value: {
              id,
              app: hidden['pvt_app_id'] ?? null,
              provider: hidden['pvt_app_provider_id'] ?? null,
              ...pick(body, ['scopes', 'email']),
            },
          },
        ]
      : [],
}

/** The kinds of documents of the module. */
export const authDocuments: readonly DocumentType[] = [
  { type: appType, views: [appsByAccount, appsByProvider], silent: true },
  { type: identityType, views: [linksByUser], silent: true },
]
