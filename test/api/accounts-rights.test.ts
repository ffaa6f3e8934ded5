import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf, idOf, textAt } from '../harness/reply.ts'
import { master as masterAccount, useServer } from '../harness/server.ts'

const server = useServer()

describe('resellers', () => {
  let master: Client
  let upper: Client
  let middle: Client
  let lower: Client
  before(async () => {
    master = await server.masterClient()
    upper = await master.subAccount('Upper')
    middle = await upper.subAccount('Middle')
    lower = await middle.subAccount('Lower')
  })

  async function billingOf(client: Client, id: string): Promise<readonly unknown[]> {
    const {
      reseller_id: reseller,
      is_reseller: is,
      billing_mode: mode,
    } = fieldsOf(await client.get(`/v2/accounts/${id}`))
    return [reseller, is, mode]
  }

  it('are made by superduper admins: all below are theirs from then on', async () => {
    const path = `/v2/accounts/${middle.accountId}/reseller`
    for (const client of [upper, middle]) {
      assert.equal((await client.put(path)).status, 403)
      assert.equal((await client.delete(path)).status, 403)
    }
    const promoted = await master.put(path, {})
    assert.equal(promoted.status, 201)
    assert.equal(fieldsOf(promoted)['is_reseller'], true)
    assert.equal(fieldsOf(promoted)['reseller_id'], master.accountId)
    assert.deepEqual(await billingOf(middle, lower.accountId), [middle.accountId, false, 'limits_only'])
    assert.deepEqual(await billingOf(lower, lower.accountId), [middle.accountId, false, 'manual'])
    assert.deepEqual(await billingOf(middle, middle.accountId), [master.accountId, true, 'normal'])
    const created = await middle.put(`/v2/accounts/${middle.accountId}`, { name: 'New Client' })
    assert.equal(fieldsOf(created)['reseller_id'], middle.accountId)
  })

  it('cannot be made above another one, nor of the master account', async () => {
    const reply = await master.put(`/v2/accounts/${upper.accountId}/reseller`, {})
    assert.equal(reply.status, 500)
    assert.equal(reply.body['message'], 'account_has_descendants')
    assert.equal((await master.put(`/v2/accounts/${master.accountId}/reseller`, {})).status, 403)
    assert.equal((await master.delete(`/v2/accounts/${master.accountId}/reseller`)).status, 403)
    assert.equal((await master.put(`/v2/accounts/${'0'.repeat(32)}/reseller`, {})).status, 404)
  })

  it('are unmade again: all below go to the next one above', async () => {
    const reply = await master.delete(`/v2/accounts/${middle.accountId}/reseller`)
    assert.equal(reply.status, 200)
    assert.equal(fieldsOf(reply)['is_reseller'], false)
    assert.deepEqual(fieldsOf(reply)['_read_only'], { deleted: true })
    assert.deepEqual(await billingOf(lower, lower.accountId), [master.accountId, false, 'normal'])
    assert.equal((await middle.get(`/v2/accounts/${middle.accountId}`)).status, 200)
  })

  it('follow an account that moves', async () => {
    const other = await master.subAccount('Other Reseller')
    await master.put(`/v2/accounts/${other.accountId}/reseller`, {})
    await master.post(`/v2/accounts/${middle.accountId}/move`, { to: other.accountId })
    assert.deepEqual(await billingOf(lower, lower.accountId), [other.accountId, false, 'manual'])
  })
})

describe('API keys of accounts', () => {
  let master: Client
  let client: Client
  let path: string
  before(async () => {
    master = await server.masterClient()
    client = await master.subAccount('Keyed')
    path = `/v2/accounts/${client.accountId}/api_key`
  })

  async function signIn(key: string): Promise<number> {
    return (await client.anonymous().put('/v2/api_auth', { api_key: key })).status
  }

  it('are kept from plain users, unless the setting gives them back', async () => {
    const plain = await client.userOf(client.accountId, 'keyed.test', 'reader', 'user')
    const account = `/v2/accounts/${client.accountId}`
    assert.equal((await plain.get(path)).status, 403)
    const shown = fieldsOf(await plain.get(`${account}?include_api_key=true`))
    assert.deepEqual([shown['id'], shown['api_key']], [client.accountId, undefined])
    await configure(server, 'crossbar.security', { allow_plain_users: true })
    assert.match(textAt(fieldsOf(await plain.get(path)), 'api_key'), /^[0-9a-f]{64}$/)
    await configure(server, 'crossbar.security', {})
    assert.equal((await plain.get(path)).status, 403)
  })

  it('are read in the tree and let their account in', async () => {
    const key = textAt(fieldsOf(await client.get(path)), 'api_key')
    assert.match(key, /^[0-9a-f]{64}$/)
    assert.equal(textAt(fieldsOf(await master.get(path)), 'api_key'), key)
    assert.equal(await signIn(key), 201)
    const own = await master.get(`/v2/accounts/${master.accountId}/api_key`)
    assert.deepEqual(own.data, { api_key: masterAccount.apiKey })
  })

  it('are renewed by admin users only; the one before is of no use then', async () => {
    const before = textAt(fieldsOf(await client.get(path)), 'api_key')
    const plain = await client.userOf(client.accountId, 'keyed.test', 'plain', 'user')
    assert.equal((await plain.put(path)).status, 403)
    const byKey = await client.anonymous().put('/v2/api_auth', { api_key: before })
    const machine = new Client(server.url, textAt(byKey.body, 'auth_token'), client.accountId)
    assert.equal((await machine.put(path)).status, 403)
    const other = await master.subAccount('Keyed Otherwise')
    assert.equal((await other.put(path)).status, 403)

    const reply = await client.put(path)
    assert.equal(reply.status, 201)
    const renewed = textAt(fieldsOf(reply), 'api_key')
    assert.match(renewed, /^[0-9a-f]{64}$/)
    assert.notEqual(renewed, before)
    assert.deepEqual((await client.get(path)).data, { api_key: renewed })
    assert.deepEqual([await signIn(before), await signIn(renewed)], [404, 201])
    // The key outlives changes of the account.
    await client.patch(`/v2/accounts/${client.accountId}`, { org: 'Later' })
    assert.deepEqual((await client.get(path)).data, { api_key: renewed })
  })
})

describe('preferences of resellers', () => {
  it('are those of accounts created below them', async () => {
    const master = await server.masterClient()
    const { documents, accounts } = server.running.edge.services
    const root = await accounts.find(master.accountId)
    assert.ok(root)
    await documents.write(
      [
        {
          change: 'replace',
          document: root.document,
          body: root.document.body,
          hidden: { pvt_notification_preference: 'teletype' },
        },
      ],
      {},
    )
    const created = await master.put('/v2/accounts', { name: 'Prefers' })
    assert.equal(fieldsOf(created)['notification_preference'], 'teletype')
    await configure(server, 'crossbar', { allow_onboarding_setting_id: true })
    const chosen = await master.put('/v2/accounts', { id: `${'Ab0'.repeat(10)}Z9`, name: 'Chosen' })
    const wrong = await master.put('/v2/accounts', { id: 'short', name: 'Chosen Too' })
    await configure(server, 'crossbar', {})
    assert.equal(idOf(chosen), `${'Ab0'.repeat(10)}Z9`)
    assert.equal(wrong.status, 400)
  })
})
