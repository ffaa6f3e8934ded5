import { accountType } from '../../documents/accounts.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import type { DocumentType, Emission, View } from '../../documents/types.ts'
import type { Json, JsonObject } from '../../json.ts'
import { treeOf } from '../accounts/views.ts'

/** Kinds of documents of an account that can be searched, besides callflows, which alone have numbers. */
const named = [
  'conference',
  'device',
  'directory',
  'faxbox',
  'group',
  'list',
  'media',
  'menu',
  'queue',
  'temporal_rule',
  'temporal_rule_set',
  'user',
  'vmbox',
]
const numbered = 'callflow'

const byName: View = { name: 'search/search_by_name', version: 1, emit: (document) => [nameRow(document)] }

const byNumber: View = { name: 'search/search_by_number', version: 1, emit: numberRows }

const byNameAndNumber: View = {
  name: 'search/search_by_name_and_number',
  version: 1,
  emit: (document) => {
    const { key, value } = nameRow(document)
    const numbers = document.body['numbers']
    return [{ key, value: { ...value, ...(numbers !== undefined && { numbers }) } }, ...numberRows(document)]
  },
}

/**
 * Accounts below each of their ancestors: key `[ancestor, what, text]`. Entries are made of the documents: with
 * the rows empty, an account that moves keeps those it has below what moves with it.
 */
const ofAccounts: View = {
  name: 'search/search_accounts',
  version: 1,
  emit: (account) => {
    const { id, body } = account
    const texts = { id, name: searchText(body['name']), realm: searchText(body['realm']) }
    return treeOf(account).flatMap((ancestor) =>
      Object.entries(texts).map(([what, text]) => ({ key: [ancestor, what, text], value: {} })),
    )
  },
}

/** What the search adds to kinds of documents that other modules own. */
export const searchDocuments: readonly DocumentType[] = [
  ...named.map((type) => ({ type, views: [byName] })),
  { type: numbered, views: [byName, byNumber, byNameAndNumber] },
  { type: accountType, views: [ofAccounts] },
]

/** The view that answers a question about a kind of document; without numbers names are all there is to find. */
export function viewFor(type: string, question: string): string {
  if (type === accountType) return ofAccounts.name
  if (question === 'number') return byNumber.name
  return question === 'name_and_number' && type === numbered ? byNameAndNumber.name : byName.name
}

/** Text as it is compared: lower case, letters and digits of ASCII only. */
export function searchText(value: Json | undefined): string {
  return typeof value === 'string' ? value.toLowerCase().replace(/[^a-z0-9]/g, '') : ''
}

function nameRow({ id, type, body }: DocumentFacts): { key: Json; value: JsonObject } {
  const { first_name: first, last_name: last } = body
  const isPerson = first !== undefined || last !== undefined
  const people = isPerson ? { first_name: searchText(first), last_name: searchText(last) } : {}
  const full = [first, last]
    .filter((each): each is string => typeof each === 'string' && each !== '')
    .join(' ')
  const name = typeof body['name'] === 'string' ? body['name'] : full || id
  return { key: [type, searchText(name)], value: { ...people, id, name } }
}

function numberRows({ id, type, body: { name, numbers } }: DocumentFacts): readonly Emission[] {
  if (!Array.isArray(numbers)) return []
  const value = { id, ...(name !== undefined && { name }), numbers }
  return [...new Set(numbers.map(searchText))].map((number) => ({ key: [type, number], value }))
}
