import { invalidField, type Failure } from '../failures.ts'
import type { AccountFacts } from './auth.ts'

/** Gregorian seconds (since year 0) at the beginning of unix time; core.md, reading key. */
const gregorianUnixOffset = 62_167_219_200

/**
 * The failure of an account whose trial is over: 400 `account.expired` (auth-and-system.md,
 * "After a token verifies"). `now` in unix seconds.
 */
export function expiredAccount(account: AccountFacts, now: number): Failure | undefined {
  const { trialExpires } = account
  if (trialExpires === undefined || trialExpires > now + gregorianUnixOffset) return undefined
  return invalidField('account', 'expired', { message: 'account expired', cause: trialExpires })
}

/** The failure of a login to a disabled account: 400 `account.disabled` (auth-and-system.md, "user_auth" 6). */
export function disabledAccount(account: AccountFacts): Failure | undefined {
  return account.enabled ? undefined : invalidField('account', 'disabled', { message: 'account disabled' })
}
