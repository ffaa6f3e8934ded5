import { isWithin } from '../../auth/permissions.ts'
import type { Context } from '../declaration/context.ts'
import type { Rule } from '../declaration/module.ts'

/**
 * Who may change how an account's users sign in and what their tokens may do: admins of the account's tree, and
 * tokens without a user, such as those of API keys. The original lets every user of the tree do so, which the
 * setting `crossbar.security.allow_plain_users` brings back.
 */
export const securityAdmins: Rule = {
  name: 'admin users and API keys of the account or one above it',
  allows: (context) => {
    const { auth, account } = context
    if (!auth || !account || !(auth.superduper || isWithin(account, auth.accountId))) return false
    return isSecurityAdmin(context)
  },
}

/** Whether the caller may change security settings of the accounts in reach. */
export function isSecurityAdmin({ auth, services }: Context): boolean {
  if (!auth) return false
  if (auth.superduper || auth.isAdmin || auth.ownerId === undefined) return true
  return services.config.flag('crossbar.security', 'allow_plain_users', false)
}

/** For what is there to be refused: a path that the original answers with 403, whoever asks. */
export const nobody: Rule = { name: 'nobody', allows: () => false }
