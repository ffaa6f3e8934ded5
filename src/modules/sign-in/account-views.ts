import { accountType } from '../../documents/accounts.ts'
import { alphanumericName } from '../../documents/author.ts'
import type { DocumentType, Emission, View } from '../../documents/types.ts'
import type { Json } from '../../json.ts'

/** Accounts by name, compared without case and without anything but letters and digits. */
export const accountsByName: View = {
  name: 'sign_in/accounts_by_name',
  version: 1,
  emit: ({ body }) => row(typeof body['name'] === 'string' ? nameKey(body['name']) : undefined),
}

/** Accounts by realm, without case. */
export const accountsByRealm: View = {
  name: 'sign_in/accounts_by_realm',
  version: 1,
  emit: ({ body }) => row(typeof body['realm'] === 'string' ? body['realm'].toLowerCase() : undefined),
}

/** Accounts by what their API key is found by. */
export const accountsByApiKey: View = {
  name: 'sign_in/accounts_by_api_key',
  version: 1,
  emit: ({ hidden }) => row(hidden['pvt_api_key_lookup']),
}

/** The views by which accounts are found before anybody is signed in. */
export const signInViews: DocumentType = {
  type: accountType,
  views: [accountsByName, accountsByRealm, accountsByApiKey],
}

/**
 * What an account's name is compared by (auth-and-system.md, "user_auth" 5). Names without a Latin letter or
 * digit have nothing left then: they are compared as they are, not with each other.
 */
export function nameKey(name: string): string {
  const plain = alphanumericName({ name }) ?? ''
  return plain === '' ? `=${name.toLowerCase()}` : plain
}

function row(key: Json | undefined): readonly Emission[] {
  return typeof key === 'string' && key !== '' ? [{ key, value: {} }] : []
}
