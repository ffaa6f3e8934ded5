import { failed, systemError, type Failure } from '../../failures.ts'
import type { AccountContext } from '../../modules/declaration/context.ts'
import type { Operation } from '../../modules/declaration/module.ts'
import type { Outcome } from '../../modules/declaration/results.ts'
import type { Exchange } from '../exchange.ts'
import type { Stage } from '../stage.ts'
import { costOf } from './authenticate.ts'

/**
 * The operation itself, up to the point where it would change something (core.md §2,
 * step 14): first the documents that earlier nouns name must exist, from left to right.
 */
export const validate: Stage = (exchange) => {
  const operation = exchange.match?.operation
  if (!operation) throw new Error('no operation was chosen')
  if (operation.cost && !paysAgain(exchange, operation.cost)) return systemError('too_many_requests')
  return exchange.nouns.length > 2 ? behindParents(exchange) : take(exchange, operation.handle(exchange))
}

/** Logins are charged once more here, and whoever cannot pay has an empty bucket then (core.md §26). */
function paysAgain(exchange: Exchange, { configKey, fallback }: NonNullable<Operation['cost']>): boolean {
  const { edge, services, account, clientIp } = exchange
  const cost = costOf(exchange, services.config.integer('crossbar', configKey, fallback))
  return edge.limits.drain(clientIp, account?.id, cost)
}

async function behindParents(exchange: Exchange): Promise<Failure | undefined> {
  for (const noun of exchange.nouns.slice(0, -1)) {
    const parent = exchange.services.modules.running(noun.name)?.parent
    if (!parent || !exchange.account) continue
    const missing = await parent(exchange as AccountContext, noun.args)
    if (missing) return missing
  }
  return await take(exchange, exchange.match?.operation.handle(exchange) ?? failAsBug())
}

function take(
  exchange: Exchange,
  outcome: Outcome | Promise<Outcome>,
): Failure | undefined | Promise<Failure | undefined> {
  if (outcome instanceof Promise) return outcome.then((settled) => take(exchange, settled))
  if (failed(outcome)) return outcome
  exchange.outcome = outcome
  return undefined
}

function failAsBug(): never {
  throw new Error('no operation was chosen')
}
