import { accountsDb } from '../../documents/accounts.ts'
import { encodeKey } from '../../documents/collation.ts'
import { toE164 } from '../../documents/e164.ts'
import type { View } from '../../documents/types.ts'
import type { ValidationErrors } from '../../failures.ts'
import type { Services } from '../declaration/services.ts'
import { accountsByName, accountsByRealm, nameKey } from './account-views.ts'

/** What a request calls an account by. */
export interface AccountNames {
  readonly phoneNumber: string | undefined
  readonly realm: string | undefined
  readonly name: string | undefined
}

/** Accounts of the first thing that names any, and what was looked for in vain when none does. */
export interface FoundAccounts {
  readonly ids: readonly string[]
  readonly errors: ValidationErrors
}

/** Names need not be unique; so many accounts of one name are looked at. */
const mostOfOneName = 100

/**
 * Finds an account by one of its numbers, else by its realm, else by its name (auth-and-system.md,
 * "user_auth" 6).
 */
export async function findAccounts(
  services: Pick<Services, 'documents'>,
  names: AccountNames,
): Promise<FoundAccounts> {
  let errors: ValidationErrors = {}
  const searches = [
    { field: 'phone_number', value: names.phoneNumber, search: accountsOfNumber },
    { field: 'account_realm', value: names.realm, search: accountsOfRealm },
    { field: 'account_name', value: names.name, search: accountsOfName },
  ]
  for (const { field, value, search } of searches) {
    if (value === undefined) continue
    const ids = await search(services, value)
    if (ids.length > 0) return { ids, errors: {} }
    errors = { ...errors, [field]: { not_found: { message: 'No account is known by this', cause: value } } }
  }
  return { ids: [], errors }
}

/** The account found by what its API key is looked up with; the first, should there be several. */
export async function accountOf(
  services: Pick<Services, 'documents'>,
  view: View,
  key: string,
): Promise<string | undefined> {
  return (await idsAt(services, view, key, 1))[0]
}

function accountsOfRealm(services: Pick<Services, 'documents'>, realm: string): Promise<readonly string[]> {
  return idsAt(services, accountsByRealm, realm.toLowerCase(), 1)
}

function accountsOfName(services: Pick<Services, 'documents'>, name: string): Promise<readonly string[]> {
  return idsAt(services, accountsByName, nameKey(name), mostOfOneName)
}

/** Numbers are documents of their own, named by their E.164 form and assigned to an account. */
async function accountsOfNumber(
  { documents }: Pick<Services, 'documents'>,
  number: string,
): Promise<readonly string[]> {
  const found = await documents.find('numbers', toE164(number))
  const owner = found?.hidden['pvt_assigned_to']
  return typeof owner === 'string' ? [owner] : []
}

/** Ids of the accounts at one key of a view, `limit` at most. */
export async function idsAt(
  { documents }: Pick<Services, 'documents'>,
  view: View,
  key: string,
  limit: number,
): Promise<readonly string[]> {
  const bound = encodeKey(key)
  const rows = await documents.scan({
    db: accountsDb,
    view: view.name,
    low: bound,
    high: bound,
    descending: false,
    limit,
  })
  return rows.map(({ id }) => id)
}
