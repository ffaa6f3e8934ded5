import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client, Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let owner: Client
let acme: Client
let plain: Client
let child: Client
let stranger: Client
let account: string
let path: string

const server = useServer({}, async () => {
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 100_000 } })
  owner = await server.masterClient()
  acme = await owner.subAccount('Acme')
  plain = await acme.userOf(acme.accountId, 'acme.test', 'plain', 'user')
  child = await acme.subAccount('Child')
  stranger = await owner.subAccount('Stranger')
  account = `/v2/accounts/${acme.accountId}`
  path = `${account}/token_restrictions`
})

function denied(reply: Reply): void {
  assert.equal(reply.status, 403, reply.text)
  assert.deepEqual(reply.data, {
    message: 'forbidden',
    cause: 'access denied by token restrictions',
  })
}

async function restrict(rules: JsonObject, level = 'user'): Promise<void> {
  const reply = await acme.post(path, { restrictions: { _: { [level]: rules } } })
  assert.equal(reply.status, 200, reply.text)
}

describe('token_restrictions', () => {
  it('are made by POST, shown, replaced and removed', async () => {
    const missing = await acme.get(path)
    assert.equal(missing.status, 404)
    assert.deepEqual(missing.data, { message: 'bad identifier', cause: 'token_restrictions' })
    assert.equal((await acme.delete(path)).status, 404)
    const restrictions = { _: { user: { devices: [{ rules: { '#': ['GET'] } }] } } }
    const created = await acme.post(path, { restrictions })
    assert.equal(created.status, 200, created.text)
    assert.deepEqual(created.data, { restrictions, id: 'token_restrictions' })
    assert.deepEqual((await acme.get(path)).data, { restrictions, id: 'token_restrictions' })
    const replaced = await acme.post(path, { restrictions: {} })
    assert.deepEqual(replaced.data, { restrictions: {}, id: 'token_restrictions' })
    const deleted = await acme.delete(path)
    assert.deepEqual(fieldsOf(deleted)['_read_only'], { deleted: true })
    assert.equal((await acme.get(path)).status, 404)
  })

  it('follow the schema', async () => {
    const reply = await acme.post(path, {
      restrictions: { _: { user: { devices: [{ rules: { '/': ['FETCH'] } }] } } },
    })
    assert.deepEqual(validatorsOf(reply), {
      'restrictions._.user.devices.0.rules./.0': ['enum'],
    })
  })

  it('are set by admins only, and of the own tree', async () => {
    for (const verb of ['POST', 'DELETE'])
      assert.equal((await plain.request(verb, path, {}, {})).status, 403, verb)
    for (const verb of ['GET', 'POST', 'DELETE']) {
      assert.equal((await stranger.request(verb, path, undefined, {})).status, 403, verb)
      assert.equal((await child.request(verb, path, undefined, {})).status, 403, verb)
    }
    assert.equal((await acme.anonymous().get(path)).status, 401)
  })

  it('hold at once, for the last noun and its arguments, and not for other levels', async () => {
    await restrict({
      devices: [{ rules: { '/': ['GET'], '*': ['GET', 'PATCH'] } }],
      users: [{ allowed_accounts: ['{AUTH_ACCOUNT_ID}'], rules: { '#': ['_'] } }],
    })
    assert.equal((await plain.get(`${account}/devices`)).status, 200)
    denied(await plain.put(`${account}/devices`, { name: 'x' }))
    assert.equal((await plain.get(`${account}/devices/${'0'.repeat(32)}`)).status, 404)
    denied(await plain.delete(`${account}/devices/${'0'.repeat(32)}`))
    assert.equal((await plain.get(`${account}/users/${plain.ownerId}/devices`)).status, 200)
    assert.equal((await plain.get(`${account}/users`)).status, 200)
    denied(await plain.get(`/v2/accounts/${child.accountId}/users`))
    denied(await plain.get(`${account}/menus`))
    denied(await plain.get('/v2/security'))
    assert.equal((await acme.get(`${account}/menus`)).status, 200)
  })

  it('hold for tunnelled verbs, whatever carries them', async () => {
    await restrict({ _: [{ rules: { '#': ['GET', 'POST'] } }] })
    const menu = `${account}/menus/${'0'.repeat(32)}`
    denied(await plain.get(`${menu}?verb=DELETE`))
    denied(await plain.post(`${menu}?verb=delete`, {}))
    denied(await plain.post(menu, {}, { envelope: { verb: 'DELETE' } }))
    denied(await plain.post(menu, { verb: 'PATCH' }))
    denied(await plain.post(`${account}/menus?verb=put`, { name: 'x' }))
    assert.equal((await plain.post(menu, { name: 'x' })).status, 404)
  })

  it('hold for operations that need no token, once one is sent', async () => {
    await restrict({ devices: [{ rules: { '#': ['GET'] } }] })
    denied(await plain.get('/v2/schemas'))
    assert.equal((await plain.anonymous().get('/v2/schemas')).status, 200)
    denied(await plain.put('/v2/user_auth', { credentials: '0'.repeat(32), account_name: 'x' }))
    denied(await plain.delete('/v2/token_auth'))
  })

  it('hold for Basic authentication and API keys too', async () => {
    await acme.post(path, {
      restrictions: {
        cb_basic_auth: { _: { about: [{ rules: { '#': ['_'] } }] } },
        cb_api_auth: { admin: { about: [{ rules: { '#': ['_'] } }] } },
      },
    })
    const key = fieldsOf(await acme.get(`${account}/api_key`))['api_key']
    const signedIn = await acme.anonymous().put('/v2/api_auth', { api_key: String(key) })
    const headers = { 'x-auth-token': String(signedIn.body['auth_token']) }
    denied(await acme.anonymous().get(`${account}/menus`, { headers }))
    const digest = createHash('md5').update('plain:pass word 1').digest('hex')
    const basic = Buffer.from(`${acme.accountId}:${digest}`).toString('base64')
    const withBasic = { headers: { authorization: `Basic ${basic}` } }
    denied(await acme.anonymous().get(`${account}/menus`, withBasic))
    assert.equal((await acme.anonymous().get(`${account}/about`, withBasic)).status, 200)
    assert.equal((await acme.delete(path)).status, 200)
  })

  it('come from the system where the account sets none', async () => {
    await configure(server, 'crossbar.token_restrictions', {
      cb_user_auth: { user: { devices: [{ rules: { '#': ['GET'] } }] } },
    })
    denied(await plain.get(`${account}/menus`))
    assert.equal((await plain.get(`${account}/devices`)).status, 200)
    assert.equal((await acme.get(`${account}/menus`)).status, 200)
    await configure(server, 'crossbar.token_restrictions', {})
    assert.equal((await plain.get(`${account}/menus`)).status, 200)
  })

  it('never hold for superduper admins', async () => {
    const own = `/v2/accounts/${owner.accountId}/token_restrictions`
    assert.equal((await owner.post(own, { restrictions: { _: { _: {} } } })).status, 200)
    assert.equal((await owner.get(own)).status, 200)
    assert.equal((await owner.delete(own)).status, 200)
  })
})
