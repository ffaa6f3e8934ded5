import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { systemAuthor } from '../../src/documents/author.ts'
import { failed } from '../../src/failures.ts'
import type { Json, JsonObject } from '../../src/json.ts'
import type { Client, Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { useServer } from '../harness/server.ts'

let master: Client
/** A reseller below the master account, an account of it, and one below that. */
let reseller: Client
let middle: Client
let leaf: Client
let stranger: Client
const server = useServer({}, async () => {
  master = await server.masterClient()
  reseller = await master.subAccount('Reseller')
  await makeReseller(reseller.accountId)
  middle = await reseller.subAccount('Middle')
  leaf = await middle.subAccount('Leaf')
  stranger = await master.subAccount('Stranger')
})

async function makeReseller(id: string): Promise<void> {
  const { documents } = server.running.edge.services
  const document = await documents.find('accounts', id)
  assert.ok(document)
  const { body } = document
  const change = { change: 'replace', document, body, hidden: { pvt_reseller: true } } as const
  assert.ok(!failed(await documents.writeOne(change, systemAuthor)))
}

/** Path of a category of an account. */
function at(client: Client, category = 'fax'): string {
  return `/v2/accounts/${client.accountId}/configs/${category}`
}

/** What the store holds of what the account sets for itself. */
async function stored(client: Client, category = 'fax'): Promise<JsonObject | undefined> {
  const { documents } = server.running.edge.services
  return (await documents.find(client.accountId, `configs_${category}`))?.body
}

function assertData(reply: Reply, status: number, data: Json | undefined): void {
  assert.deepEqual([reply.status, reply.data], [status, data], reply.text)
}

const defaults = {
  default_smtp_domain: 'fax.kazoo.io',
  log_faxbox_errors: true,
  max_outbound: 10,
  id: 'configs_fax',
}

afterEach(async () => {
  for (const client of [master, reseller, middle, leaf]) await client.delete(at(client))
  await master.delete('/v2/system_configs/fax')
})

describe('the settings of an account', () => {
  it('are the defaults of the schema, as far as accounts may set them', async () => {
    assertData(await leaf.get(at(leaf)), 200, defaults)
    assertData(await leaf.get(at(leaf, 'nosuch')), 200, { id: 'configs_nosuch' })
    assertData(await leaf.get(at(leaf, '__proto__')), 200, { id: 'configs___proto__' })
  })

  it('come from the schema, the system, the reseller and the account, the nearest first', async () => {
    await configure(server, 'fax', { default_smtp_domain: 'sys.test', max_outbound: 20, workers: 5 })
    assertData(await leaf.get(at(leaf)), 200, {
      ...defaults,
      default_smtp_domain: 'sys.test',
      max_outbound: 20,
    })
    await reseller.post(at(reseller), { max_outbound: 30 })
    // The direct reseller counts, not the account between.
    await middle.post(at(middle), { max_outbound: 40 })
    assertData(await leaf.get(at(leaf)), 200, {
      ...defaults,
      default_smtp_domain: 'sys.test',
      max_outbound: 30,
    })
    assertData(await leaf.post(at(leaf), { max_outbound: 50 }), 200, {
      ...defaults,
      default_smtp_domain: 'sys.test',
      max_outbound: 50,
    })
    assertData(await stranger.get(at(stranger)), 200, {
      ...defaults,
      default_smtp_domain: 'sys.test',
      max_outbound: 20,
    })
  })

  it('of the master account reach those without another reseller', async () => {
    await master.post(at(master), { max_outbound: 11 })
    assertData(await stranger.get(at(stranger)), 200, { ...defaults, max_outbound: 11 })
    assertData(await reseller.get(at(reseller)), 200, { ...defaults, max_outbound: 11 })
    assertData(await leaf.get(at(leaf)), 200, defaults)
  })

  it('are stored only where they differ from the inherited ones', async () => {
    const body = { ...defaults, max_outbound: 12, id: 'other', pvt_type: 'other' }
    const reply = await leaf.post(at(leaf), body)
    assertData(reply, 200, { ...defaults, max_outbound: 12 })
    assert.match(String(reply.body['revision']), /^1-/)
    assert.deepEqual(await stored(leaf), { max_outbound: 12 })
    assertData(await leaf.put(at(leaf), { log_faxbox_errors: false }), 201, {
      ...defaults,
      log_faxbox_errors: false,
    })
    assert.deepEqual(await stored(leaf), { log_faxbox_errors: false })
    assertData(await leaf.post(at(leaf), { max_outbound: '10' }), 200, defaults)
    assert.equal(await stored(leaf), undefined)
  })

  it('keep what was set before when they are patched; null takes back', async () => {
    await leaf.post(at(leaf), { max_outbound: 12 })
    assertData(await leaf.patch(at(leaf), { default_smtp_domain: 'leaf.test' }), 200, {
      ...defaults,
      max_outbound: 12,
      default_smtp_domain: 'leaf.test',
    })
    assert.deepEqual(await stored(leaf), { max_outbound: 12, default_smtp_domain: 'leaf.test' })
    assertData(await leaf.patch(at(leaf), { max_outbound: null }), 200, {
      ...defaults,
      default_smtp_domain: 'leaf.test',
    })
    assert.deepEqual(await stored(leaf), { default_smtp_domain: 'leaf.test' })
  })

  it('are taken back to the inherited ones', async () => {
    await leaf.post(at(leaf), { max_outbound: 12 })
    assertData(await leaf.delete(at(leaf)), 200, {
      max_outbound: 12,
      id: 'configs_fax',
      _read_only: { deleted: true },
    })
    assertData(await leaf.get(at(leaf)), 200, defaults)
    const again = await leaf.delete(at(leaf))
    assertData(again, 200, undefined)
    assert.equal('data' in again.body, false)
  })

  it('are checked with the schema of what accounts may set', async () => {
    const reply = await leaf.post(at(leaf), { max_outbound: 'many', log_faxbox_errors: 'true' })
    assert.equal(reply.body['message'], 'validation error')
    assertData(reply, 400, {
      max_outbound: { type: { message: 'must be a whole number', target: 'integer', value: 'many' } },
    })
    const unknown = await leaf.post(at(leaf, 'nosuch'), { a: 1 })
    assert.deepEqual(
      [unknown.status, unknown.body['message']],
      [500, 'schema account_config.nosuch not found.'],
    )
    const closed = await leaf.patch(at(leaf, 'crossbar.auth'), { auth_modules: { cb_other: {} } })
    assert.equal(closed.status, 400)
    assert.deepEqual(Object.keys(closed.data as JsonObject), ['auth_modules.cb_other'])
  })

  it('are merged at any depth', async () => {
    const off = { auth_modules: { cb_api_auth: { enabled: false } } }
    const reply = await leaf.post(at(leaf, 'crossbar.auth'), off)
    assert.equal(reply.status, 200)
    const { auth_modules: modules } = reply.data as { auth_modules: Record<string, JsonObject> }
    assert.deepEqual(modules['cb_api_auth'], {
      enabled: false,
      log_failed_attempts: true,
      log_successful_attempts: false,
      token_auth_expiry_s: 3600,
    })
    assert.equal(modules['cb_user_auth']?.['log_successful_attempts'], true)
    assert.deepEqual(await stored(leaf, 'crossbar.auth'), off)
    assert.equal((await leaf.delete(at(leaf, 'crossbar.auth'))).status, 200)
  })

  it('have no collection', async () => {
    const reply = await leaf.get(`/v2/accounts/${leaf.accountId}/configs`)
    assert.deepEqual([reply.status, reply.body['message']], [404, 'not_found'])
    assert.equal((await leaf.get(`${at(leaf)}/more`)).status, 404)
  })

  it('are for those who may reach the account', async () => {
    assertData(await stranger.get(at(leaf)), 403, { message: 'forbidden' })
    assertData(await stranger.post(at(leaf), { max_outbound: 1 }), 403, { message: 'forbidden' })
    assertData(await leaf.patch(at(reseller), { max_outbound: 1 }), 403, { message: 'forbidden' })
    assertData(await stranger.delete(at(leaf)), 403, { message: 'forbidden' })
    assert.equal((await leaf.anonymous().get(at(leaf))).status, 401)
    assert.equal(await stored(leaf), undefined)
    assert.equal((await reseller.get(at(leaf))).status, 200)
    assert.equal((await master.get('/v2/configs/fax')).status, 404)
  })
})

describe('what was set through the tree', () => {
  it('counts every ancestor from the reseller down, and no defaults', async () => {
    const { accountConfig } = server.running.edge.services
    const through = (client: Client): Promise<JsonObject> =>
      accountConfig.throughTree(client.accountId, 'fax')
    assert.deepEqual(await through(leaf), {})
    await configure(server, 'fax', { max_outbound: 1, workers: 1 })
    await master.post(at(master), { log_faxbox_errors: false })
    await reseller.post(at(reseller), { max_outbound: 2 })
    await middle.post(at(middle), { default_smtp_domain: 'middle.test' })
    assert.deepEqual(await through(leaf), {
      max_outbound: 2,
      workers: 1,
      default_smtp_domain: 'middle.test',
    })
    assert.deepEqual(await through(reseller), { max_outbound: 2, workers: 1 })
    assert.deepEqual(await through(stranger), { max_outbound: 1, workers: 1, log_faxbox_errors: false })
    await middle.patch(at(middle), { max_outbound: 3 })
    assert.equal((await through(leaf))['max_outbound'], 3)
    await middle.delete(at(middle))
    assert.deepEqual(await through(leaf), { max_outbound: 2, workers: 1 })
  })
})
