import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { modules } from '../../src/modules/index.ts'
import type { Operation } from '../../src/modules/declaration/module.ts'
import { Client, type Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { useServer } from '../harness/server.ts'

/** Operations that need no token (auth-and-system.md, "Endpoints that need no token"). */
const open = new Set([
  'PUT user_auth',
  'PUT user_auth/recovery',
  'POST user_auth/recovery',
  'PUT api_auth',
  'PUT ip_auth',
  'PUT auth/authorize',
  'PUT auth/callback',
  'GET auth/tokeninfo',
  'POST auth/tokeninfo',
  'GET schemas',
  'GET schemas/{name}',
  'GET whitelabel/domains',
  'GET whitelabel/logo',
  'GET whitelabel/icon',
  'GET whitelabel/welcome',
  'GET whitelabel/{domain}',
  'GET whitelabel/{domain}/logo',
  'GET whitelabel/{domain}/icon',
  'GET whitelabel/{domain}/welcome',
])

/** Operations open to whom the document in front of them says; the paths here have none. */
const openByDocument = new Set(['GET quickcall/{number}'])

/** Operations without an account in the path that are for everyone with a token. */
const forAnyone = new Set([
  'PUT accounts',
  'GET auth/links',
  'GET auth/links/{id}',
  'PUT auth/links/{id}',
  'DELETE auth/links/{id}',
  'GET auth/apps',
  'GET auth/apps/{id}',
  'GET auth/providers',
  'GET auth/providers/{id}',
  'GET multi_factor',
  'GET search',
  'GET search/multi',
  'GET security',
  'GET token_auth',
  'DELETE token_auth',
  'GET user_auth/{token}',
  'GET media',
  'GET media/languages',
  'GET media/languages/{language}',
  'GET media/prompts',
  'GET media/prompts/{prompt_id}',
  'GET media/{id}',
  'GET media/{id}/raw',
])

/** Operations without an account in the path that are for admin users. */
const forAdmins = new Set(['GET auth/keys', 'GET auth/keys/{id}'])

/** Operations that ask for more than belonging to the account's tree. */
const forFew = new Set([
  'GET acls',
  'GET system_status',
  'GET accounts/{account_id}/siblings',
  'PUT accounts/{account_id}/api_key',
  'POST accounts/{account_id}/move',
  'PUT accounts/{account_id}/reseller',
  'DELETE accounts/{account_id}/reseller',
  'PUT user_auth',
  'GET user_auth/{token}',
  'PUT auth',
  'PUT multi_factor',
  'POST multi_factor/{id}',
  'PATCH multi_factor/{id}',
  'DELETE multi_factor/{id}',
  'PUT multi_factor/enrolment',
  'POST multi_factor/enrolment',
  'DELETE multi_factor/enrolment',
  'POST security',
  'PATCH security',
  'DELETE security',
  'POST token_restrictions',
  'DELETE token_restrictions',
])

interface Tenants {
  readonly parent: Client
  readonly own: Client
  readonly plain: Client
  readonly child: Client
  readonly other: Client
}

let tenants: Tenants

const server = useServer({}, async () => {
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 100_000 } })
  for (const { name } of modules) server.running.edge.services.modules.start(name)
  const owner = await server.masterClient()
  const parent = await owner.subAccount('Parent')
  const own = await parent.subAccount('Own')
  const child = await own.subAccount('Child')
  const elsewhere = await owner.subAccount('Elsewhere')
  tenants = {
    parent,
    own,
    child,
    plain: await own.userOf(own.accountId, 'own.test', 'plain', 'user'),
    other: await elsewhere.userOf(elsewhere.accountId, 'elsewhere.test', 'other', 'user'),
  }
})

for (const module of modules)
  describe(`who may use ${module.name}`, () => {
    for (const operation of module.operations) {
      const name = [
        operation.verb,
        [module.name, operation.path].filter((part) => part !== '').join('/'),
      ].join(' ')
      if (operation.permission !== undefined)
        it(`${name}, in an account`, async () => {
          await inAccount(module.name, operation, name)
        })
      if (operation.accountless !== undefined)
        it(`${name}, without an account`, async () => {
          await withoutAccount(module.name, operation, name)
        })
    }
  })

async function inAccount(module: string, operation: Operation, name: string): Promise<void> {
  const path = pathOf(module, operation, tenants.own.accountId)
  if (openByDocument.has(name)) {
    for (const client of [tenants.own.anonymous(), tenants.other, tenants.child])
      expectStatus(await call(client, operation, path), 404, 'anyone')
    return
  }
  if (!open.has(name)) expectStatus(await call(tenants.own.anonymous(), operation, path), 401, 'nobody')
  // What sign-in pages show of a brand is for everyone, below accounts too.
  if (!name.startsWith('GET whitelabel/')) {
    expectStatus(await call(tenants.other, operation, path), 403, 'a user of another tenant')
    expectStatus(await call(tenants.child, operation, path), 403, 'the admin of a child account')
  }
  for (const [who, client] of [
    ['the admin of the parent account', tenants.parent],
    ['a plain user', await again(tenants.plain, 'plain', 'own.test')],
  ] as const) {
    const { status, text } = await call(client, operation, path)
    // There, another token than the request's own counts as none.
    if (name !== 'GET user_auth/{token}') assert.notEqual(status, 401, `${who}: ${text}`)
    if (!forFew.has(name)) assert.notEqual(status, 403, `${who}: ${text}`)
  }
  tenants = { ...tenants, parent: await again(tenants.parent, 'admin', 'parent.test') }
}

async function withoutAccount(module: string, operation: Operation, name: string): Promise<void> {
  const path = pathOf(module, operation, undefined)
  const nobody = await call(tenants.own.anonymous(), operation, path)
  if (open.has(name)) assert.notEqual(nobody.body['message'], 'forbidden', nobody.text)
  else expectStatus(nobody, 401, 'nobody')
  for (const client of [tenants.other, tenants.child, tenants.parent, tenants.plain]) {
    const fresh = new Client(client.url, client.token, client.accountId, client.ownerId)
    if (name === 'DELETE token_auth') continue
    const { status, text } = await call(fresh, operation, path)
    const isAdmin = client === tenants.child || client === tenants.parent
    if (open.has(name) || forAnyone.has(name) || (isAdmin && forAdmins.has(name)))
      assert.notEqual(status, 403, text)
    else assert.equal(status, 403, text)
  }
}

/** A path of the operation; ids that do not exist stand for its parameters. */
function pathOf(module: string, operation: Operation, accountId: string | undefined): string {
  const segments = operation.path.split('/').filter((segment) => segment !== '')
  const filled = segments.map((segment) => {
    if (!segment.startsWith('{')) return segment
    return module === 'accounts' && accountId !== undefined ? accountId : '0'.repeat(32)
  })
  const account = accountId !== undefined && module !== 'accounts' ? ['accounts', accountId] : []
  return ['/v2', ...account, module, ...filled].join('/')
}

function call(client: Client, operation: Operation, path: string): Promise<Reply> {
  return client.request(operation.verb, path, operation.verb === 'GET' ? undefined : {}, {
    headers: operation.provides ? { accept: '*/*' } : {},
  })
}

function expectStatus(reply: Reply, status: number, who: string): void {
  assert.equal(reply.status, status, `${who}: ${reply.text}`)
}

/** Signs in anew: the operation may have ended the token. */
function again(client: Client, username: string, realm: string): Promise<Client> {
  return new Client(client.url).signIn(username, 'pass word 1', { account_realm: realm })
}
