import type { Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import type { Enrolled } from './enrolments.ts'

/** A sign-in that has come to its second factor. */
export interface FactorLogin {
  readonly context: Context
  readonly whose: Enrolled
  /** The provider's, with its secrets. */
  readonly settings: JsonObject
  /** What was sent as the second factor, if anything. */
  readonly response: string | undefined
}

/**
 * Checks a try, `undefined` when it was wrong; 429 when there were too many. It is counted against the user, not
 * against an address: whoever tries has the password already, and may have many addresses.
 */
export async function tryFactor<Right>(
  { services }: Context,
  { accountId, userId }: Enrolled,
  guess: string,
  check: () => Promise<Right | undefined | false>,
): Promise<Right | Failure | undefined> {
  const attempt = {
    address: `second factor ${accountId}/${userId}`,
    account: accountId,
    user: userId,
    guess,
  }
  return services.signIn.throttle.permit(attempt, async (permitted) => {
    const right = await check()
    if (right !== undefined && right !== false) return right
    permitted.wrong()
    return undefined
  })
}
