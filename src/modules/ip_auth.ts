import { isIP } from 'node:net'
import type { Auth } from '../auth/auth.ts'
import { expiredAccount } from '../auth/account-state.ts'
import { accountType } from '../documents/accounts.ts'
import { now, toUnix } from '../documents/gregorian.ts'
import { randomHex } from '../documents/identifiers.ts'
import { toText } from '../documents/coercion.ts'
import type { View } from '../documents/types.ts'
import { systemError } from '../failures.ts'
import { isJsonObject } from '../json.ts'
import type { Context } from './declaration/context.ts'
import { anywhere, type Module } from './declaration/module.ts'
import { intent, type Outcome } from './declaration/results.ts'
import { closedAccount } from './sign-in/closed-account.ts'
import { idsAt } from './sign-in/find-account.ts'
import { issueToken } from './sign-in/issue-token.ts'

/** Accounts by the addresses that their field `ips` lists. */
const accountsByAddress: View = {
  name: 'ip_auth/accounts_by_address',
  version: 1,
  emit: ({ body }) =>
    (Array.isArray(body['ips']) ? body['ips'] : [])
      .filter(isJsonObject)
      .flatMap(({ ip }) =>
        typeof ip === 'string' && isIP(ip) ? [{ key: ip.toLowerCase(), value: {} }] : [],
      ),
}

/**
 * Signing in by address alone: `ips` of an account, `[{ip, owner_id}]` (auth-and-system.md, "ip_auth"). Nothing of
 * it holds unless an operator starts the module.
 */
const ipAuth = {
  name: 'ip_auth',
  optional: true,
  documents: [{ type: accountType, views: [accountsByAddress] }],
  operations: [
    anywhere('PUT', '', {
      summary: 'Signs in the account whose address the request comes from',
      accountless: 'public',
      handle: login,
    }),
  ],
} satisfies Module

export default ipAuth

/** Whose an address is. */
interface AddressOwner {
  readonly accountId: string
  readonly userId?: string
}

async function login(context: Context): Promise<Outcome> {
  const owner = await ownerOf(context)
  if (!owner) return systemError('invalid_credentials')
  const { accountId, userId } = owner
  const refused = await closedAccount(context, accountId, userId, 'ip_auth', 'cb_ip_auth')
  return refused ?? intent(() => issueToken(context, { module: 'cb_ip_auth', authType: 'ip_auth', ...owner }))
}

/** Who makes a request without a token, by its address; `undefined` when nobody is known by that. */
export async function callerOfAddress(context: Context): Promise<Auth | undefined> {
  const owner = await ownerOf(context)
  if (!owner) return undefined
  const { accountId, userId } = owner
  const { directory } = context.services.signIn
  const account = await directory.account(accountId)
  if (!account?.enabled || expiredAccount(account, toUnix(now()))) return undefined
  const user = userId === undefined ? undefined : await directory.user(accountId, userId)
  const identity = { accountId, ...(user && { ownerId: user.id }) }
  return {
    ...identity,
    method: 'cb_ip_auth',
    claims: { account_id: accountId, ...(user && { owner_id: user.id }), method: 'cb_ip_auth' },
    // Good for nothing: the envelope tells a token, and there is none.
    token: randomHex(12),
    tokenKind: 'x-auth-token',
    superduper: account.superduper,
    isAdmin: user?.privLevel === 'admin',
    tree: account.tree,
    ...(user && { privLevel: user.privLevel }),
  }
}

/** The one account whose address it is, and the user it names; a user who is gone or disabled is nobody. */
async function ownerOf(context: Context): Promise<AddressOwner | undefined> {
  const { services, clientIp } = context
  if (isIP(clientIp) === 0 || isOfForeignPage(context)) return undefined
  const [accountId, ...others] = await idsAt(services, accountsByAddress, clientIp.toLowerCase(), 2)
  if (accountId === undefined || others.length > 0) return undefined
  const account = await services.accounts.find(accountId)
  const ips = account?.document.body['ips']
  const entry = (Array.isArray(ips) ? ips : [])
    .filter(isJsonObject)
    .find(({ ip }) => typeof ip === 'string' && ip.toLowerCase() === clientIp.toLowerCase())
  const userId = toText(entry?.['owner_id'])
  if (userId === undefined) return { accountId }
  return (await services.signIn.directory.user(accountId, userId))?.enabled
    ? { accountId, userId }
    : undefined
}

/**
 * Whether a page of another site makes the request: any site that somebody at the address looks at could, and would
 * be signed in. `crossbar.ip_auth.allowed_origins` lists sites that may.
 */
function isOfForeignPage(context: Context): boolean {
  const site = context.header('sec-fetch-site')
  if (site === 'cross-site' && context.header('origin') === undefined) return true
  const origin = context.header('origin')
  if (origin === undefined) return false
  const allowed = context.services.config.value('crossbar.ip_auth', 'allowed_origins')
  if (Array.isArray(allowed) && allowed.includes(origin)) return false
  return !URL.canParse(origin) || new URL(origin).host !== context.header('host')
}
