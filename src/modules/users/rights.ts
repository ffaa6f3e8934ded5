import { isDeepStrictEqual } from 'node:util'
import type { Document } from '../../documents/document.ts'
import { forbidden, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import { admins, isAdmin } from '../declaration/admins.ts'
import type { AccountContext, Context } from '../declaration/context.ts'
import type { Rule } from '../declaration/module.ts'

/**
 * What of a user is for admins to decide: what the user may do, whether it may sign in, whether its address was
 * confirmed, and where it may call.
 */
const decidedByAdmins = ['priv_level', 'enabled', 'verified', 'call_restriction']

/**
 * Who may change the user that `{id}` names. The original lets every user of the tree do so, which the setting
 * `crossbar.security.allow_plain_users` brings back.
 */
export const adminsOrSelf: Rule = {
  name: `the user itself; ${admins.name}`,
  allows: (context) => isSelf(context) || admins.allows(context),
}

/**
 * Refuses plain users who change of themselves what is for admins to decide, with 403. Fields that are sent as they
 * are, or as the schema fills them in, are no change, as clients send back whole documents.
 *
 * @param wanted the body with the schema's defaults
 */
export async function refusedToSelf(
  context: AccountContext,
  existing: Document,
  wanted: JsonObject,
): Promise<Failure | undefined> {
  if (isAdmin(context) || isUnchanged(existing.body, wanted)) return undefined
  // Documents that were moved in need not have the defaults.
  const filled = await context.services.validator.check('users', existing.body)
  return 'value' in filled && isUnchanged(filled.value, wanted) ? undefined : forbidden()
}

function isUnchanged(before: JsonObject, after: JsonObject): boolean {
  return decidedByAdmins.every((name) => isDeepStrictEqual(before[name], after[name]))
}

function isSelf(context: Context): boolean {
  const { auth, account } = context
  // Of several users in a path, the last one is meant.
  return auth?.ownerId !== undefined && auth.accountId === account?.id && auth.ownerId === context.arg('id')
}
