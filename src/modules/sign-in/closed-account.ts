import { disabledAccount, expiredAccount } from '../../auth/account-state.ts'
import { now, toUnix } from '../../documents/gregorian.ts'
import { systemError, type Failure } from '../../failures.ts'
import type { Context } from '../declaration/context.ts'
import type { AuthModule } from './auth-modules.ts'
import { recordAttempts } from './login-attempts.ts'

/**
 * The failure of an account that nobody can sign in to: its trial is over, or it is disabled. The attempt
 * is recorded.
 */
export async function closedAccount(
  context: Context,
  accountId: string,
  userId: string | undefined,
  authType = 'credentials',
  module: AuthModule = 'cb_user_auth',
): Promise<Failure | undefined> {
  const account = await context.services.signIn.directory.account(accountId)
  if (!account) return systemError('invalid_credentials')
  const expired = expiredAccount(account, toUnix(now()))
  const refused = expired ?? disabledAccount(account)
  if (refused)
    await recordAttempts(context, [
      {
        accountId,
        module,
        authType,
        status: 'failed',
        message: expired ? 'the account has expired' : 'the account is disabled',
        metadata: { account_id: accountId, ...(userId !== undefined && { owner_id: userId }) },
      },
    ])
  return refused
}
