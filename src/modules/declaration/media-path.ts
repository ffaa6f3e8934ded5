import type { AccountContext } from './context.ts'

/**
 * Where a switch finds a medium that a client names: a URL or a path as it is, an id as one of the account.
 * `undefined` when the account has no such document.
 */
export async function mediaPath(
  { services, db }: Pick<AccountContext, 'services' | 'db'>,
  media: string,
): Promise<string | undefined> {
  if (media.includes('/')) return media
  return (await services.documents.find(db, media)) ? `/${db}/${media}` : undefined
}
