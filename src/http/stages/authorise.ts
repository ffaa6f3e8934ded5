import { forbidden, systemError } from '../../failures.ts'
import { mayChange, mayReach } from '../../modules/declaration/admins.ts'
import type { Exchange } from '../exchange.ts'
import type { Stage, StageEnd } from '../stage.ts'
import { permissionOf } from './authenticate.ts'

/** Who may do what to which account (core.md §25): 403, before anything is read. */
export const authorise: Stage = (exchange) => {
  if (exchange.magic) return undefined
  const permission = permissionOf(exchange)
  if (permission === undefined) return notOffered(exchange)
  // Whoever sends a token is held to its restrictions, even where none is needed.
  if (permission === 'public') return decide(exchange, true)
  if (typeof permission === 'object') return decide(exchange, permission.allows(exchange))
  switch (permission) {
    case 'authenticated':
      return decide(exchange, exchange.auth !== undefined)
    case 'superduper':
      return decide(exchange, exchange.auth?.superduper === true)
    case 'tree':
      return decide(exchange, exchange.verb === 'GET' ? mayReach(exchange) : mayChange(exchange))
  }
}

/**
 * The path exists only with, or only without, an account: those who may not look anyway get no hint.
 * Behind an account the caller may reach it is the account that does not belong there.
 */
function notOffered(exchange: Exchange): StageEnd {
  const { auth, account, match, lastNoun, services } = exchange
  if (!account) return auth?.superduper ? systemError('not_found') : forbidden()
  if (lastNoun && services.modules.running(lastNoun.name)?.refusesAccounts === true) return forbidden()
  const mayLook =
    auth?.superduper === true || (match?.operation.accountless !== 'superduper' && mayReach(exchange))
  return mayLook ? systemError('bad_identifier') : forbidden()
}

/** What the operation allows, token restrictions may still forbid. */
function decide(exchange: Exchange, allowed: boolean | Promise<boolean>): StageEnd | Promise<StageEnd> {
  if (allowed instanceof Promise) return allowed.then((yes) => decide(exchange, yes))
  if (!allowed) return forbidden()
  const { auth, verb, nouns, account } = exchange
  if (!auth) return undefined
  return exchange.edge.restrictions.check(auth, { verb, nouns, ...(account && { account }) })
}
