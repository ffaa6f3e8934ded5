import type { Document } from '../../documents/document.ts'
import { forbidden, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { isSecurityAdmin } from '../sign-in/secure-settings.ts'

/** By these somebody signs in, or gets back in by mail. */
const signInFields = ['username', 'password', 'credentials', 'email']

/**
 * What plain users may not do to users, or each could make an admin of themselves: make anybody an admin, change or
 * delete one, or change what others sign in with. Gives 403. `wanted` is absent on deletion. The original lets every
 * user of the tree do all of it, which the setting `crossbar.security.allow_plain_users` brings back.
 */
export function refusedToPlainUsers(
  context: AccountContext,
  existing: Document | undefined,
  wanted: JsonObject | undefined,
): Failure | undefined {
  if (isSecurityAdmin(context)) return undefined
  if (wanted?.['priv_level'] === 'admin') return forbidden()
  if (!existing || isOwn(context, existing)) return undefined
  if (existing.body['priv_level'] === 'admin') return forbidden()
  const isTakenOver =
    wanted !== undefined && signInFields.some((name) => (wanted[name] ?? '') !== (existing.body[name] ?? ''))
  return isTakenOver ? forbidden() : undefined
}

function isOwn({ auth, account }: AccountContext, { id }: Document): boolean {
  return auth?.accountId === account.id && auth.ownerId === id
}
