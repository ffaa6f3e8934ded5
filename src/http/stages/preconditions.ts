import { emptyAnswer, failed } from '../../failures.ts'
import { contentTypeOf } from '../body/media-type.ts'
import { defaultAccepted } from '../media-types.ts'
import type { Stage } from '../stage.ts'
import { precondition } from '../render/conditional.ts'

/** If-Match and If-None-Match of changes, against the revision that is about to be changed (core.md §11). */
export const checkPreconditions: Stage = (exchange) => {
  const { outcome } = exchange
  if (outcome === undefined || failed(outcome) || outcome.result !== 'intent') return undefined
  const ended = precondition(
    { method: exchange.verb, exists: exchange.verb !== 'PUT', etag: outcome.etag },
    exchange.header('if-match'),
    exchange.header('if-none-match'),
  )
  return ended === undefined ? undefined : emptyAnswer(ended)
}

/** Content types the operation does not take; after validation, whose errors win (core.md §2, step 16). */
export const checkMediaType: Stage = (exchange) => {
  if (exchange.verb === 'GET' || exchange.verb === 'DELETE') return undefined
  const sent = contentTypeOf(exchange.header('content-type'))
  if (failed(sent)) return sent
  const accepted = exchange.match?.operation.accepts ?? defaultAccepted
  return accepted.includes(sent.essence) ? undefined : emptyAnswer(415)
}
