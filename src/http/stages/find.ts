import { emptyAnswer, systemError } from '../../failures.ts'
import { corsHeaders, isCorsRequest } from '../render/cors.ts'
import type { Stage } from '../stage.ts'
import { unknownPath } from './version.ts'

/**
 * The operation: the last noun with its arguments decides (core.md §2, step 8). Before
 * authentication, so that everyone sees 404 and 405.
 */
export const findOperation: Stage = (exchange) => {
  const noun = exchange.lastNoun
  if (!noun) return exchange.method === 'OPTIONS' ? undefined : unknownPath(exchange.auth !== undefined)
  const found = exchange.services.modules.find(noun.name, noun.args)
  exchange.found = found
  if (exchange.method === 'OPTIONS') return undefined
  if (!found) return systemError('not_found')
  if (exchange.method === 'HEAD') return emptyAnswer(405, { allow: allowed(found.verbs) })
  const match = found.match(exchange.verb)
  if (!match) return systemError('invalid_method')
  if (
    exchange.method !== exchange.verb &&
    exchange.method !== 'POST' &&
    !found.match(asVerb(exchange.method))
  )
    return emptyAnswer(405, { allow: allowed(found.verbs) })
  exchange.match = match
  return undefined
}

/** OPTIONS: what a browser asks before it lets a page call us (core.md §10). */
export const preflight: Stage = (exchange) => {
  if (exchange.method !== 'OPTIONS') return undefined
  const { headers } = exchange.incoming
  if (!isCorsRequest(headers)) return systemError('invalid_method')
  return { status: 200, headers: corsHeaders(headers, exchange.found?.verbs ?? []) }
}

function allowed(verbs: readonly string[]): string {
  return ['OPTIONS', ...verbs].join(', ')
}

function asVerb(method: string): Parameters<NonNullable<Parameters<Stage>[0]['found']>['match']>[0] {
  return method as Parameters<NonNullable<Parameters<Stage>[0]['found']>['match']>[0]
}
