import type { DocumentFacts } from '../../documents/document.ts'
import type { UniqueClaim } from '../../documents/types.ts'
import { invalidField, type Failure } from '../../failures.ts'
import { nameKey } from '../sign-in/account-views.ts'

/**
 * What an account has alone in the system: its realm, compared without case, and its name, compared by its
 * letters and digits (accounts-and-pbx.md, "accounts" 6). An account saved while names need not be
 * unique (`ensure_unique_name`) shares its name.
 */
export function uniqueOfAccount({ body, hidden }: DocumentFacts): readonly UniqueClaim[] {
  const { realm, name } = body
  return [
    ...(typeof realm === 'string' ? [claim('realm', realm.toLowerCase(), () => realmTaken(realm))] : []),
    ...(typeof name === 'string' && hidden['pvt_shares_name'] !== true
      ? [claim('name', nameKey(name), () => nameTaken(name))]
      : []),
  ]
}

/** 400 `realm.unique`. */
export function realmTaken(realm: string): Failure {
  return invalidField('realm', 'unique', { message: 'Another account has this realm', cause: realm })
}

/** 400 `name.unique`. */
export function nameTaken(name: string): Failure {
  return invalidField('name', 'unique', { message: 'Another account has this name', cause: name })
}

function claim(field: string, value: string, taken: () => Failure): UniqueClaim {
  return { key: { scope: 'system', name: `account.${field}`, value }, taken }
}
