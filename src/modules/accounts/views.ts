import { accountType } from '../../documents/accounts.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import type { DocumentType, View } from '../../documents/types.ts'
import type { Json } from '../../json.ts'
import { uniqueOfAccount } from './unique.ts'

/** Accounts below their direct parent: key `[parent, name]` (accounts-and-pbx.md, "accounts" 4). */
export const byParent: View = {
  name: 'accounts/listing_by_children',
  version: 1,
  emit: (account) => {
    const parent = treeOf(account).at(-1)
    return parent === undefined ? [] : [{ key: [parent, nameOf(account)], value: {} }]
  },
}

/**
 * Accounts below each of their ancestors: key `[ancestor, name]`. What a listing shows is taken from the
 * documents: with these rows empty, an account that moves keeps those it has below what moves with it.
 */
export const byAncestor: View = {
  name: 'accounts/listing_by_descendants',
  version: 1,
  emit: (account) => treeOf(account).map((ancestor) => ({ key: [ancestor, nameOf(account)], value: {} })),
}

/** Resellers below each of their ancestors: key ancestor. */
export const resellersByAncestor: View = {
  name: 'accounts/resellers_by_ancestor',
  version: 1,
  emit: (account) =>
    account.hidden['pvt_reseller'] === true
      ? treeOf(account).map((ancestor) => ({ key: ancestor, value: {} }))
      : [],
}

/** The account document: its listings, and what it has alone in the system. */
export const accountDocuments: DocumentType = {
  type: accountType,
  views: [byParent, byAncestor, resellersByAncestor],
  unique: uniqueOfAccount,
}

/** Ids of an account's ancestors, root first. */
export function treeOf({ hidden }: Pick<DocumentFacts, 'hidden'>): readonly string[] {
  const tree = hidden['pvt_tree']
  return Array.isArray(tree) ? tree.filter((id): id is string => typeof id === 'string') : []
}

function nameOf({ body }: DocumentFacts): Json {
  return body['name'] ?? null
}
