import { forbidden, systemError, type Failure } from '../../failures.ts'
import type { Context } from '../declaration/context.ts'
import type { Result } from '../declaration/results.ts'
import { tokenInfo } from '../token_auth.ts'

/**
 * GET `{token}`: what the token says that the request is made with; another one in the path is refused.
 * With an account in the path it must be the token's (auth-and-system.md, "user_auth" 2).
 */
export async function ownTokenInfo(context: Context): Promise<Result | Failure> {
  const { auth, account } = context
  if (auth?.token !== context.arg('token')) return systemError('invalid_credentials')
  if (account && account.id !== auth.accountId) return forbidden()
  return tokenInfo(context)
}
