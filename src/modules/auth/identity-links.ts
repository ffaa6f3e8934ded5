import { toText } from '../../documents/coercion.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'

/** An account, and the user of it, that an identity may sign in as. */
export interface IdentityLink {
  readonly accountId: string
  readonly userId?: string
}

/**
 * What an identity is linked to, first come first: one account and user, and with several accounts the others in
 * `pvt_accounts`, `{account_id: {owner_id}}`, as in the original (auth-and-system.md, "Foreign issuers").
 */
export function linksOf({ hidden }: Pick<DocumentFacts, 'hidden'>): readonly IdentityLink[] {
  const links = new Map<string, IdentityLink>()
  const add = (account: Json | undefined, owner: Json | undefined): void => {
    const accountId = toText(account)
    const userId = toText(owner)
    if (accountId !== undefined && !links.has(accountId))
      links.set(accountId, { accountId, ...(userId !== undefined && { userId }) })
  }
  add(hidden['pvt_linked_account_id'], hidden['pvt_linked_owner_id'])
  const others = hidden['pvt_accounts']
  for (const [id, entry] of Object.entries(isJsonObject(others) ? others : {}))
    if (isJsonObject(entry)) add(id, entry['owner_id'])
  return [...links.values()]
}

/** The private fields of an identity that is linked to these. */
export function linkFields([first, ...others]: readonly IdentityLink[]): JsonObject {
  const accounts = others.map(({ accountId, userId }): [string, Json] => [accountId, { owner_id: userId }])
  return {
    pvt_linked_account_id: first?.accountId,
    pvt_linked_owner_id: first?.userId,
    pvt_accounts: accounts.length > 0 ? Object.fromEntries(accounts) : undefined,
  }
}

/** The links with one more; an account has one user by an identity. */
export function withLink(links: readonly IdentityLink[], added: IdentityLink): readonly IdentityLink[] {
  const known = links.some(({ accountId }) => accountId === added.accountId)
  return known ? links.map((link) => (link.accountId === added.accountId ? added : link)) : [...links, added]
}

/** Whether a link is to just this account and user. */
export function isLinkTo(
  link: IdentityLink,
  { accountId, ownerId }: { readonly accountId: string; readonly ownerId?: string },
): boolean {
  return link.accountId === accountId && link.userId === ownerId
}
