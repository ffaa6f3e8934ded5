import { accountsDb, accountType } from '../documents/accounts.ts'
import type { Documents } from '../documents/documents.ts'
import { eachDocument } from '../documents/walk.ts'

/** Ids of all accounts, sorted. */
export async function accountIds({ store }: Pick<Documents, 'store'>): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const { id } of eachDocument(store, { db: accountsDb, type: accountType })) ids.push(id)
  return ids
}

/** Where a walk over all of a list is, counting down to one as operators know it: `3/3`, `2/3`, `1/3`. */
export function countdown<T>(items: readonly T[]): readonly (readonly [item: T, place: string])[] {
  const total = items.length
  return items.map((item, at) => [item, `${String(total - at)}/${String(total)}`])
}
