import { isWithin } from '../../auth/permissions.ts'
import { forbidden } from '../../failures.ts'
import type { Context } from '../declaration/context.ts'
import type { Rule } from '../declaration/module.ts'
import { intent, type Outcome } from '../declaration/results.ts'
import { closedAccount } from '../sign-in/closed-account.ts'
import { issueToken } from '../sign-in/issue-token.ts'
import { login } from './login.ts'

/** The one action there is. */
const impersonate = 'impersonate_user'

/**
 * Who may call PUT with an account in the path: behind a user only an admin of a superduper account, and
 * into another account (auth-and-system.md, "user_auth" 2); otherwise the account's tree.
 */
export const signInPermission: Rule = {
  name: "callers of the account's tree; behind a user: admins of superduper accounts, into another account",
  allows: (context) => {
    const { auth, account } = context
    if (!auth || !account) return false
    if (userInPath(context) === undefined) return auth.superduper || isWithin(account, auth.accountId)
    return auth.superduper && auth.isAdmin && auth.accountId !== account.id
  },
}

/** PUT: signs a user in by credentials or, where `action` says so, as the user in the path. */
export async function signInOrImpersonate(context: Context): Promise<Outcome> {
  const action = context.value('action')
  if (action === undefined) return login(context)
  const userId = userInPath(context)
  if (action !== impersonate || userId === undefined) return forbidden()
  return impersonateUser(context, userId)
}

/** A token of the user that says who is behind it. The users module has found the user already. */
async function impersonateUser(context: Context, userId: string): Promise<Outcome> {
  const { auth, account } = context
  if (!auth || !account) return forbidden()
  const refused = await closedAccount(context, account.id, userId, impersonate)
  if (refused) return refused
  const claims = {
    original_account_id: auth.accountId,
    ...(auth.ownerId !== undefined && { original_owner_id: auth.ownerId }),
  }
  const login = {
    module: 'cb_user_auth',
    accountId: account.id,
    userId,
    authType: impersonate,
    claims,
    // The one who impersonates has signed in, and cannot have the user's second factor.
    vouched: true,
  } as const
  return intent(() => issueToken(context, login))
}

function userInPath(context: Context): string | undefined {
  return context.noun('users')?.[0]
}
