import { failed } from '../failures.ts'
import type { Exchange } from './exchange.ts'
import type { Answer } from './answer.ts'
import { failureAnswer } from './failures.ts'
import type { Stage } from './stage.ts'
import { authenticate } from './stages/authenticate.ts'
import { authorise } from './stages/authorise.ts'
import { findOperation, preflight } from './stages/find.ts'
import { findToken, recogniseCaller, resolveAlias } from './stages/token.ts'
import { loadAccount } from './stages/account.ts'
import { negotiate } from './stages/negotiate.ts'
import { perform } from './stages/perform.ts'
import { checkMediaType, checkPreconditions } from './stages/preconditions.ts'
import { readRequest } from './stages/read.ts'
import { respond } from './stages/respond.ts'
import { chooseVersion, parsePath } from './stages/version.ts'
import { effectiveVerb } from './stages/verb.ts'
import { validate } from './stages/validate.ts'

/**
 * The way of a request. The order decides which error wins when a request has several
 * faults (core.md §2).
 */
const stages: readonly Stage[] = [
  chooseVersion,
  parsePath,
  readRequest,
  findToken,
  recogniseCaller,
  resolveAlias,
  effectiveVerb,
  findOperation,
  preflight,
  loadAccount,
  authenticate,
  authorise,
  negotiate,
  validate,
  checkPreconditions,
  checkMediaType,
  perform,
]

/** Takes a request through all stages and gives back the answer to send. */
export async function answerRequest(exchange: Exchange): Promise<Answer> {
  for (const stage of stages) {
    const pending = stage(exchange)
    const end = pending instanceof Promise ? await pending : pending
    if (end !== undefined) return failed(end) ? failureAnswer(exchange, end) : end
  }
  const responding = respond(exchange)
  const answer = responding instanceof Promise ? await responding : responding
  return failed(answer) ? failureAnswer(exchange, answer) : answer
}
