import type { JsonObject } from '../json.ts'

/** On whose behalf a document is written; becomes private fields (core.md §16). */
export interface Author {
  readonly requestId?: string
  readonly accountId?: string
  readonly userId?: string
  /** Who really acts, when masquerading. */
  readonly originalAccountId?: string
  readonly originalOwnerId?: string
}

/** The server itself. */
export const systemAuthor: Author = {}

/** The private fields that record an author. */
export function authorFields(author: Author): JsonObject {
  return {
    ...(author.requestId !== undefined && { pvt_request_id: author.requestId }),
    pvt_is_authenticated: author.accountId !== undefined,
    ...(author.accountId !== undefined && { pvt_auth_account_id: author.accountId }),
    ...(author.userId !== undefined && { pvt_auth_user_id: author.userId }),
    ...(author.originalAccountId !== undefined && { pvt_original_auth_account_id: author.originalAccountId }),
    ...(author.originalOwnerId !== undefined && { pvt_original_auth_owner_id: author.originalOwnerId }),
  }
}

/** `name` lower-cased with everything but letters and digits of ASCII removed; users without one: both names. */
export function alphanumericName(body: JsonObject): string | undefined {
  const name = body['name'] ?? joined(body['first_name'], body['last_name'])
  return typeof name === 'string' ? name.toLowerCase().replace(/[^a-z0-9]/g, '') : undefined
}

function joined(first: unknown, last: unknown): string | undefined {
  const parts = [first, last].filter((part) => typeof part === 'string')
  return parts.length > 0 ? parts.join('') : undefined
}
