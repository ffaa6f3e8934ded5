import type { Verb } from '../../modules/declaration/context.ts'
import { systemError } from '../../failures.ts'
import type { Stage } from '../stage.ts'

const verbs: readonly string[] = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'] satisfies readonly Verb[]

/** The verb that counts: the one tunnelled in the envelope or the query string, else the method (core.md §7). */
export const effectiveVerb: Stage = (exchange) => {
  if (exchange.method === 'OPTIONS' || exchange.method === 'HEAD') return undefined
  const tunnelled = exchange.value('verb')
  const verb = typeof tunnelled === 'string' ? tunnelled.toUpperCase() : exchange.method
  if (!isVerb(verb)) return systemError('invalid_method')
  exchange.verb = verb
  return undefined
}

function isVerb(text: string): text is Verb {
  return verbs.includes(text)
}
