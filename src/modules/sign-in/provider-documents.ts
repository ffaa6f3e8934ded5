import { pick, type DocumentType, type View } from '../../documents/types.ts'

/** Type of the documents that describe who vouches for users: OAuth providers and second factors. */
export const providerType = 'provider'

/** What of providers is listed (auth-and-system.md, "auth" 4, "multi_factor" 4). */
export const providersByType: View = {
  name: 'sign_in/providers_by_type',
  version: 1,
  emit: ({ id, body, hidden }) => [
    {
      key: [hidden['pvt_provider_type'] ?? null, id],
      value: {
        id,
        ...pick(body, ['enabled', 'name', 'provider_name']),
        provider_type: hidden['pvt_provider_type'] ?? null,
      },
    },
  ],
}

/** Providers of the system and of accounts. */
export const providers: DocumentType = { type: providerType, views: [providersByType] }
