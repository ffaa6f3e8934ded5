import { systemError } from '../../failures.ts'
import type { Permission } from '../../modules/declaration/module.ts'
import type { Exchange } from '../exchange.ts'
import ipAuth, { callerOfAddress } from '../../modules/ip_auth.ts'
import type { Stage, StageEnd } from '../stage.ts'

/**
 * Whoever has no valid token pays for the call from the address's bucket (core.md §26), and
 * goes on only where the operation is open to all.
 */
export const authenticate: Stage = (exchange) => {
  exchange.cost = costOf(exchange)
  if (exchange.auth) return undefined
  return byAddress(exchange) ? authenticateAddress(exchange) : admitUnknown(exchange)
}

/** Whether the address alone may tell who calls: without a token, where one is needed, and the module runs. */
function byAddress(exchange: Exchange): boolean {
  if (exchange.token || exchange.magic || !exchange.services.modules.running(ipAuth.name)) return false
  return !isOpen(permissionOf(exchange))
}

async function authenticateAddress(exchange: Exchange): Promise<StageEnd> {
  const auth = await callerOfAddress(exchange)
  if (!auth) return admitUnknown(exchange)
  exchange.auth = auth
  exchange.token = { kind: auth.tokenKind, value: auth.token }
  return undefined
}

function admitUnknown(exchange: Exchange): StageEnd {
  const { limits } = exchange.edge
  if (!limits.consume(exchange.clientIp, exchange.account?.id, exchange.cost))
    return systemError('too_many_requests')
  return exchange.magic || isOpen(permissionOf(exchange)) ? undefined : systemError('invalid_credentials')
}

/** What the call costs; `standard` where the configuration tells calls apart, but not this one (core.md §26). */
export function costOf({ edge, account, lastNoun, verb }: Exchange, standard = 1): number {
  const call = { endpoint: lastNoun?.name ?? '', verb, ...(account && { accountId: account.id }) }
  return edge.limits.cost(call, standard)
}

/** The permission that counts for this request: with or without an account in the path. */
export function permissionOf(exchange: Exchange): Permission | undefined {
  const operation = exchange.match?.operation
  return exchange.account ? operation?.permission : operation?.accountless
}

function isOpen(permission: Permission | undefined): boolean {
  return permission === 'public' || (typeof permission === 'object' && permission.public === true)
}
