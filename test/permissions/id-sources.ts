/**
 * Where the ids of a parameter come from: documents, of which the caller's account has some and another account
 * others; the same, but such that some callers may see others' too, or that everybody may know which exist (core.md
 * §2: accounts); tokens, of which everybody has one; or names that mean the same to everybody, such as those of schemas, each with a line of its own.
 */
export type IdSource = 'documents' | 'told-apart' | 'tokens' | readonly string[]

const account = '/accounts/{account_id}'

/** By the path up to the parameter. A parameter that is missing here fails the test. */
export const idSources: ReadonlyMap<string, IdSource> = new Map<string, IdSource>([
  [account, 'told-apart'],
  [`${account}/users/{user_id}`, 'documents'],
  ...[
    'blacklists/{id}',
    'callflows/{id}',
    'cdrs/{id}',
    'cdrs/legs/{id}',
    'conferences/{id}',
    'connectivity/{id}',
    'devices/{id}',
    'directories/{id}',
    'groups/{id}',
    'lists/{id}',
    'lists/{id}/entries/{entry_id}',
    'media/{id}',
    'menus/{id}',
    'multi_factor/{id}',
    'multi_factor/attempts/{attempt_id}',
    'security/attempts/{attempt_id}',
    'skels/{id}',
    'temporal_rules/{id}',
    'temporal_rules_sets/{id}',
    'users/{id}',
    'vmboxes/{id}',
    'vmboxes/{id}/messages/{message_id}',
  ].map((path): [string, IdSource] => [`${account}/${path}`, 'documents']),
  ['/auth/links/{id}', 'told-apart'],
  [`${account}/auth/links/{id}`, 'told-apart'],
  [`${account}/alerts/{id}`, 'told-apart'],
  ['/media/{id}', 'documents'],
  ['/multi_factor/{id}', 'documents'],
  ['/user_auth/{token}', 'tokens'],
  [`${account}/user_auth/{token}`, 'tokens'],
  [`${account}/apps_store/{id}`, ['the-store-app', 'nothing']],
  ['/apps_store/{id}', ['the-store-app', 'nothing']],
  ...['', account].map((start): [string, IdSource] => [`${start}/apps_store/{id}/screenshot/{index}`, ['0']]),
  ['/auth/apps/{id}', ['the-app', 'nothing']],
  ['/auth/keys/{id}', ['the-key', 'nothing']],
  ['/auth/providers/{id}', ['the-provider', 'nothing']],
  ['/sup/{module}', ['crossbar']],
  ['/sup/{module}/{function}', ['does_schema_exist']],
  ['/sup/{module}/{function}/{args...}', ['users']],
  ['/system_configs/{id}', ['token_buckets', 'nothing']],
  ['/system_configs/{id}/{section}', ['default', 'nothing']],
  [`${account}/configs/{id}`, ['metaflows', 'crossbar.auth']],
  [`${account}/conferences/{id}/participants/{participant_id}`, ['1']],
  [`${account}/channels/{call_id}`, ['a-call']],
  [`${account}/migrations/{id}`, ['nothing']],
  [`${account}/presence/{extension}`, ['1000']],
  [`${account}/quickcall/{number}`, ['1000']],
  [`${account}/registrations/{username}`, ['somebody']],
  ...['', account].flatMap((start): [string, IdSource][] => [
    [`${start}/media/languages/{language}`, ['en-us']],
    [`${start}/media/prompts/{prompt_id}`, ['vm-hello']],
    [`${start}/schemas/{name}`, ['devices', 'nothing']],
    [`${start}/whitelabel/{domain}`, ['own.brand.test', 'sibling.brand.test', 'nothing.test']],
  ]),
])

/** A parameter of a path. */
export interface Parameter {
  /** As it stands in the path, in braces. */
  readonly text: string
  /** The path up to it, itself included. */
  readonly place: string
  readonly source: IdSource
}

/** The parameters of a path whose ids differ between the lines of the table; fails on one that is not known above. */
export function parametersOf(module: string, path: string): readonly Parameter[] {
  const segments = path.split('/')
  return segments.flatMap((text, at) => {
    const place = segments.slice(0, at + 1).join('/')
    // The account of all other modules is that of `user` and `admin`, always.
    if (!text.startsWith('{') || (place === account && module !== 'accounts')) return []
    const source = idSources.get(place)
    if (source === undefined)
      throw new Error(`test/permissions/id-sources.ts does not say where the ids of ${place} come from`)
    return [{ text, place, source }]
  })
}
