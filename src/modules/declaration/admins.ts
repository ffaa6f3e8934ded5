import { isWithin } from '../../auth/permissions.ts'
import { isPlainUser } from '../../auth/plain-users.ts'
import type { Context } from './context.ts'
import type { Rule } from './module.ts'

/**
 * For what makes a user more than an admin meant them to be, and what ends or makes accounts: admins of the account's
 * tree, and tokens without a user, such as those of API keys. The original lets every user of the tree do so, which
 * the setting `crossbar.security.allow_plain_users` brings back.
 */
export const admins: Rule = {
  name: 'admin users and API keys of the account or one above it',
  allows: (context) => mayReach(context) && isAdmin(context),
}

/** The same where no account is in the path, and the caller's own is meant. */
export const adminsOfTheirOwn: Rule = { name: 'admin users and API keys', allows: isAdmin }

/** Whether the caller may do in accounts in reach what plain users may not. */
export function isAdmin({ auth, services }: Context): boolean {
  return auth !== undefined && !isPlainUser(auth, services.config)
}

/** Whether the caller's account is the one in the path, or above it, or the caller is a superduper admin. */
export function mayReach({ auth, account }: Context): boolean {
  if (!auth || !account) return false
  return auth.superduper || isWithin(account, auth.accountId)
}

/** Whether the caller may change things of the account in the path: plain users only in their own account. */
export function mayChange(context: Context): boolean {
  return mayReach(context) && (context.auth?.accountId === context.account?.id || isAdmin(context))
}
