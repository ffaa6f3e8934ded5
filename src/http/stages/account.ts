import { answer, badIdentifier, systemError } from '../../failures.ts'
import type { Account } from '../../documents/accounts.ts'
import type { Exchange } from '../exchange.ts'
import type { Stage, StageEnd } from '../stage.ts'

/** The account in the path (core.md §4). Before authentication: an unknown one is 404 for everyone. */
export const loadAccount: Stage = (exchange) => {
  const id = exchange.noun('accounts')?.[0]
  if (id === undefined) return undefined
  // A path that names two accounts must not be judged by the one and served from the other.
  if (exchange.nouns.filter((noun) => noun.name === 'accounts').length > 1) return systemError('not_found')
  if (id.length !== 32) {
    const message = id === '' ? 'missing account_id' : `invalid account_id '${id.slice(0, 100)}'`
    return answer(404, 'bad identifier', { message })
  }
  const found = exchange.services.accounts.find(id)
  return found instanceof Promise
    ? found.then((account) => take(exchange, id, account))
    : take(exchange, id, found)
}

function take(exchange: Exchange, id: string, account: Account | undefined): StageEnd {
  if (!account) return badIdentifier(id)
  exchange.account = account
  return undefined
}
