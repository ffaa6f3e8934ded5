import { failed, type Failure } from '../../failures.ts'
import type { PermittedAttempt } from '../../auth/login-throttle.ts'
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
 * Counts a try of a second factor against the user, not against an address: whoever tries has the password
 * already, and may have many addresses.
 */
export function factorAttempt(
  { services }: Context,
  { accountId, userId }: Enrolled,
  guess: string,
): PermittedAttempt | Failure {
  return services.signIn.throttle.attempt({
    address: `second factor ${accountId}/${userId}`,
    account: accountId,
    user: userId,
    guess,
  })
}

/** Checks a try, unless there were too many; `undefined` when there were. */
export async function tryFactor<Right>(
  context: Context,
  whose: Enrolled,
  guess: string,
  check: () => Promise<Right | undefined | false>,
): Promise<Right | Failure | undefined> {
  const attempt = factorAttempt(context, whose, guess)
  if (failed(attempt)) return attempt
  const right = await check()
  if (right === undefined || right === false) {
    attempt.wrong()
    return undefined
  }
  attempt.right()
  return right
}
