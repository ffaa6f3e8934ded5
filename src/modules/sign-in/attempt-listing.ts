import { failed, type Failure } from '../../failures.ts'
import type { AccountContext } from '../declaration/context.ts'
import { rangeListing } from '../declaration/range-listing.ts'
import { documentResult, type Result } from '../declaration/results.ts'
import { attemptsByTime, attemptsByType, loginAttemptType } from './login-attempts.ts'

/** GET `attempts`: attempts to sign in, newest first; `authType` narrows them to one kind (auth-and-system.md, "security" 4). */
export function listAttempts(context: AccountContext, authType?: string): Result | Failure {
  if (authType === undefined) return rangeListing(context, { view: attemptsByTime.name })
  return rangeListing(context, { view: attemptsByType.name, prefix: [authType] })
}

/** GET `attempts/{attempt_id}`: one attempt, whole. */
export async function readAttempt(context: AccountContext): Promise<Result | Failure> {
  const id = context.arg('attempt_id')
  const attempt = await context.services.documents.load(context.db, id, loginAttemptType)
  return failed(attempt) ? attempt : documentResult(attempt)
}
