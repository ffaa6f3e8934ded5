import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it, mock } from 'node:test'
import { SlowHash } from '../../src/auth/slow-hash.ts'
import type { JsonObject } from '../../src/json.ts'
import type { Client, Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf, idOf } from '../harness/reply.ts'
import { master, useServer } from '../harness/server.ts'
import { supOf } from '../harness/sup.ts'

let owner: Client
let nobody: Client

// Mail that is queued goes nowhere.
const server = useServer({ CROSSBAR_SMTP_URL: 'smtp://127.0.0.1:9' }, async () => {
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 100_000 } })
  owner = await server.masterClient()
  nobody = owner.anonymous()
})
const sup = supOf(() => server)

const watchHashes = () => mock.method(SlowHash.prototype, 'hash')
let hash: ReturnType<typeof watchHashes>
before(() => {
  hash = watchHashes()
})
after(() => {
  hash.mock.restore()
})

/** How many slow hashes a request costs. */
async function work(send: () => Promise<Reply>): Promise<{ status: number; hashes: number }> {
  hash.mock.resetCalls()
  const { status } = await send()
  return { status, hashes: hash.mock.callCount() }
}

function digest(username: string, password: string): string {
  return createHash('md5').update(`${username}:${password}`).digest('hex')
}

function signIn(credentials: string, data: JsonObject): Promise<Reply> {
  return nobody.put('/v2/user_auth', { credentials, ...data })
}

function basic(accountId: string, credentials: string): Promise<Reply> {
  const authorization = `Basic ${Buffer.from(`${accountId}:${credentials}`).toString('base64')}`
  return nobody.get('/v2/token_auth', { headers: { authorization } })
}

async function newUser(client: Client, username: string): Promise<string> {
  const path = `/v2/accounts/${client.accountId}/users`
  const fields = { first_name: 'U', last_name: 'L', username, password: `pass of ${username}` }
  return `${path}/${idOf(await client.put(path, fields))}`
}

async function statusesOf(requests: readonly Promise<Reply>[]): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>()
  for (const { status } of await Promise.all(requests)) counts.set(status, (counts.get(status) ?? 0) + 1)
  return counts
}

describe('many sign-ins from one address at the same moment', () => {
  it('all succeed when they are right', async () => {
    const office = await owner.subAccount('Office')
    const names = Array.from({ length: 12 }, (_, n) => `agent${String(n)}`)
    for (const name of names) await newUser(office, name)
    const account_realm = 'office.test'
    const requests = names.map((name) => signIn(digest(name, `pass of ${name}`), { account_realm }))
    assert.deepEqual(await statusesOf(requests), new Map([[201, 12]]))
    const basics = names.map((name) => basic(office.accountId, digest(name, `pass of ${name}`)))
    assert.deepEqual(await statusesOf(basics), new Map([[200, 12]]))
    assert.equal((await signIn(digest('agent0', 'pass of agent0'), { account_realm })).status, 201)
  })

  it('are five guesses when they are wrong, and the right one is refused with the others', async () => {
    const victim = await owner.subAccount('Victim')
    hash.mock.resetCalls()
    const guesses = Array.from({ length: 150 }, (_, n) =>
      signIn(digest('admin', String(n)), { account_realm: 'victim.test' }),
    )
    const right = signIn(digest('admin', 'pass word 1'), { account_realm: 'victim.test' })
    const statuses = await statusesOf([...guesses, right])
    assert.deepEqual(
      statuses,
      new Map([
        [401, 5],
        [429, 146],
      ]),
    )
    assert.equal(hash.mock.callCount(), 5)
    const attempts = entriesOf(await victim.get(`/v2/accounts/${victim.accountId}/security/attempts`))
    assert.equal(attempts.filter(({ status }) => status === 'failed').length, 5)
    assert.equal(attempts.filter(({ message }) => String(message).endsWith('is locked out')).length, 1)
  })
})

describe('who is locked out', () => {
  function wrongFive(account_name: string): Promise<unknown> {
    return Promise.all([0, 1, 2, 3, 4].map((n) => signIn(digest('admin', String(n)), { account_name })))
  }

  async function locked(name: string): Promise<Client> {
    const account = await owner.subAccount(name)
    const account_name = name.toLowerCase()
    await wrongFive(account_name)
    assert.equal((await signIn(digest('admin', 'pass word 1'), { account_name })).status, 429)
    return account
  }

  it('gets in again when an operator forgives the address or the account', async () => {
    const account = await locked('Forgiven')
    const again = async (): Promise<number> =>
      (await signIn(digest('admin', 'pass word 1'), { account_name: 'forgiven' })).status
    assert.equal((await sup('crossbar_maintenance', 'unlock_sign_in', '203.0.113.1')).code, 0)
    assert.equal(await again(), 429)
    assert.deepEqual(await sup('crossbar_maintenance', 'unlock_sign_in', account.accountId), {
      out: `wrong sign-ins of ${account.accountId} are forgotten\n\nok\n`,
      code: 0,
    })
    assert.equal(await again(), 201)
    await locked('Pardoned')
    await sup('crossbar_maintenance', 'unlock_sign_in', '127.0.0.1')
    assert.equal((await signIn(digest('admin', 'pass word 1'), { account_name: 'pardoned' })).status, 201)
  })

  it('costs no hashing, whether right or wrong, known or not', async () => {
    await locked('Idle')
    await wrongFive('not there')
    for (const [credentials, account_name] of [
      [digest('admin', 'pass word 1'), 'idle'],
      [digest('admin', 'wrong'), 'idle'],
      [digest('admin', 'pass word 1'), 'not there'],
    ] as const)
      assert.deepEqual(await work(() => signIn(credentials, { account_name })), { status: 429, hashes: 0 })
    await sup('crossbar_maintenance', 'unlock_sign_in', '127.0.0.1')
  })
})

describe('a refusal takes the same work', () => {
  const refused = { status: 401, hashes: 1 }
  const right = digest('jo', 'pass of jo')

  it('when signing in, whatever was wrong', async () => {
    const acme = await owner.subAccount('Acme')
    await owner.subAccount('Other')
    const jo = await newUser(acme, 'jo')
    const away = await newUser(acme, 'away')
    await acme.patch(away, { enabled: false })
    const realm = { account_realm: 'acme.test' }
    const cases: readonly (readonly [string, string, JsonObject])[] = [
      ['wrong password', digest('jo', 'wrong'), realm],
      ['unknown user', digest('nobody', 'pass of jo'), realm],
      ['disabled user', digest('away', 'pass of away'), realm],
      ['sha', 'f'.repeat(40), { ...realm, method: 'sha' }],
      ['unknown name', right, { account_name: 'Unknown' }],
      ['unknown realm', right, { account_realm: 'unknown.test' }],
      ['unknown realm, by its other name', right, { realm: 'unknown2.test' }],
      ['unknown number', right, { phone_number: '+14158867900' }],
      ['no account named', right, {}],
    ]
    for (const [name, credentials, data] of cases)
      assert.deepEqual(await work(() => signIn(credentials, data)), refused, name)
    await sup('crossbar_maintenance', 'unlock_sign_in', '127.0.0.1')
    // Credentials that were right are remembered, and need no hashing while they are.
    assert.deepEqual(await work(() => signIn(right, realm)), { status: 201, hashes: 1 })
    assert.deepEqual(await work(() => signIn(right, realm)), { status: 201, hashes: 0 })
    assert.deepEqual(await work(() => signIn(right, { account_name: 'Other' })), refused, 'elsewhere')
    assert.deepEqual(await work(() => signIn(right, { account_name: 'Unknown' })), refused, 'nowhere')
    await acme.patch(jo, { enabled: false })
    assert.deepEqual(await work(() => signIn(right, realm)), refused, 'disabled since')
    await acme.patch(jo, { enabled: true, password: 'another one' })
    assert.deepEqual(await work(() => signIn(right, realm)), refused, 'changed since')
    await acme.delete(jo)
    assert.deepEqual(await work(() => signIn(right, realm)), refused, 'deleted since')
    await sup('crossbar_maintenance', 'unlock_sign_in', '127.0.0.1')
  })

  it('by Basic authentication', async () => {
    const acme = await owner.subAccount('Basics')
    const own = digest('jim', 'pass of jim')
    const other = await owner.subAccount('Basic Other')
    const id = acme.accountId
    const jim = await newUser(acme, 'jim')
    assert.deepEqual(await work(() => basic(id, digest('jim', 'wrong'))), refused)
    assert.deepEqual(await work(() => basic('0'.repeat(32), own)), refused)
    assert.deepEqual(await work(() => basic(id, own)), { status: 200, hashes: 1 })
    assert.deepEqual(await work(() => basic(id, own)), { status: 200, hashes: 0 })
    assert.deepEqual(await work(() => basic('0'.repeat(32), own)), refused)
    assert.deepEqual(await work(() => basic(other.accountId, own)), refused)
    await acme.patch(jim, { enabled: false })
    assert.deepEqual(await work(() => basic(id, own)), refused)
    await acme.patch(jim, { enabled: true })
    await owner.patch(`/v2/accounts/${id}`, { enabled: false })
    assert.deepEqual(await work(() => basic(id, own)), refused)
    assert.deepEqual(await work(() => basic(id, own)), refused)
    await sup('crossbar_maintenance', 'unlock_sign_in', '127.0.0.1')
  })

  it('by API key and in recovery: none, as what is looked for is a digest, or told anyway', async () => {
    const key = (api_key: string): Promise<Reply> => nobody.put('/v2/api_auth', { api_key })
    assert.deepEqual(await work(() => key(master.apiKey)), { status: 201, hashes: 0 })
    assert.deepEqual(await work(() => key('cd'.repeat(32))), { status: 404, hashes: 0 })
    const jo = await owner.subAccount('Recovering')
    await owner.patch(`/v2/accounts/${jo.accountId}/users/${jo.ownerId}`, { email: 'jo@recovering.test' })
    const recover = (username: string, account_name = 'Recovering'): Promise<Reply> =>
      nobody.put('/v2/user_auth/recovery', { username, account_name, ui_url: 'https://ui.acme.test/' })
    assert.deepEqual(await work(() => recover('admin')), { status: 201, hashes: 0 })
    assert.deepEqual(await work(() => recover('nobody')), { status: 400, hashes: 0 })
    assert.deepEqual(await work(() => recover('admin', 'Unknown')), { status: 400, hashes: 0 })
  })
})
