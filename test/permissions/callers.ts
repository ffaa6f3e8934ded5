import { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import type { TestServer } from '../harness/server.ts'
import { modules } from '../../src/modules/index.ts'
import type { Caller } from './table.ts'

/** Everybody who asks, each with a token of their own. */
export type Tenants = Readonly<Record<Caller, Client>>

/**
 * Master › Reseller › Parent › Own › Child, with Sibling beside Own. All modules run, and nobody runs out of
 * tokens of the rate limit.
 */
export async function makeTenants(server: TestServer): Promise<Tenants> {
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 1_000_000 } })
  for (const { name } of modules) server.running.edge.services.modules.start(name)
  const superduper = await server.masterClient()
  const reseller = await superduper.subAccount('Reseller')
  await superduper.put(`/v2/accounts/${reseller.accountId}/reseller`)
  const parent = await reseller.subAccount('Parent')
  const admin = await parent.subAccount('Own')
  const user = await admin.userOf(admin.accountId, 'own.test', 'plain', 'user')
  const child = await admin.subAccount('Child')
  const sibling = await parent.subAccount('Sibling')
  const expired = await expiredToken(server, admin)
  return {
    nobody: new Client(server.url),
    expired,
    user,
    admin,
    sibling,
    child,
    parent,
    reseller,
    superduper,
  }
}

/** The token of a client's user that was good for a second. */
async function expiredToken(server: TestServer, { accountId, ownerId, url }: Client): Promise<Client> {
  const { signIn } = server.running.edge.services
  const token = await signIn.issue({ accountId, ownerId, method: 'cb_user_auth', lifetime: 1 })
  while ((await signIn.inspect(token)).ok) await new Promise((resolve) => setTimeout(resolve, 100))
  return new Client(url, token, accountId, ownerId)
}
