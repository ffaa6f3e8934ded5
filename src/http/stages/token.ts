import { locateToken, type TransportedToken } from '../../auth/locate-token.ts'
import { answer, systemError } from '../../failures.ts'
import type { Exchange } from '../exchange.ts'
import type { Stage, StageEnd } from '../stage.ts'

/** Where the token is: header, request value, `Authorization` (core.md §25). */
export const findToken: Stage = (exchange) => {
  exchange.token = locateToken(exchange.incoming.headers, (key) => exchange.value(key))
  return undefined
}

/** Checks the token. One that expired or was revoked ends the request, a merely bad one does not (core.md §2, step 6). */
export const recogniseCaller: Stage = (exchange) => {
  const { token } = exchange
  if (!token) return undefined
  const known = remembers(exchange, token)
    ? exchange.edge.callers.get(token, exchange.incoming.socket)
    : undefined
  if (!known) return recognise(exchange, token)
  exchange.auth = known
  return undefined
}

/**
 * Whoever sends a password pays for its check, from the bucket of requests without an account (core.md §26).
 */
const recognise = async (exchange: Exchange, token: TransportedToken): Promise<StageEnd> => {
  const { authenticator, callers, limits } = exchange.edge
  if (token.kind === 'basic') {
    if (!exchange.services.modules.running('basic_auth')) return undefined
    const cost = limits.cost({ endpoint: exchange.lastNoun?.name ?? '', verb: exchange.method })
    if (!limits.consume(exchange.clientIp, undefined, cost)) return systemError('too_many_requests')
  }
  const { generation } = callers
  const asserted = exchange.header('x-auth-account-id')
  const authentication = await authenticator.authenticate({
    token,
    clientIp: exchange.clientIp,
    ...(asserted !== undefined && { assertedAccountId: asserted }),
  })
  if (authentication.outcome === 'refused') return authentication.failure
  if (authentication.outcome !== 'authenticated') return undefined
  exchange.auth = authentication.auth
  if (remembers(exchange, token)) callers.set(token, authentication.auth, generation)
  return undefined
}

/** Passwords and assertions are looked at every time. */
function remembers(exchange: Exchange, token: TransportedToken): boolean {
  return token.kind !== 'basic' && exchange.header('x-auth-account-id') === undefined
}

/** `/account/…` is short for the caller's own account (core.md §3). */
export const resolveAlias: Stage = (exchange) => {
  if (!exchange.nouns.some((noun) => noun.name === 'account')) return undefined
  const { auth } = exchange
  // What a browser asks beforehand (OPTIONS) comes without a token, and nobody's account is looked at for it.
  if (!auth && exchange.method !== 'OPTIONS') return answer(401, 'invalid credentials')
  exchange.nouns = exchange.nouns.map((noun) =>
    noun.name === 'account' ? { name: 'accounts', args: [auth?.accountId ?? '', ...noun.args] } : noun,
  )
  return undefined
}
