import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Client } from '../harness/client.ts'
import { fieldsOf, idOf, textAt } from '../harness/reply.ts'
import { master as masterOf, useServer } from '../harness/server.ts'

describe('impersonating users', () => {
  const server = useServer()
  const action = { action: 'impersonate_user' }
  let master: Client
  let acme: Client
  let path: string

  before(async () => {
    master = await server.masterClient()
    acme = await master.subAccount('Acme')
    path = `/v2/accounts/${acme.accountId}/users/${acme.ownerId}/user_auth`
  })

  it('gives an admin of the superduper account a token of the user that says who is behind it', async () => {
    const reply = await master.put(path, action)
    assert.equal(reply.status, 201, reply.text)
    const data = fieldsOf(reply)
    assert.equal(data['account_id'], acme.accountId)
    assert.equal(data['owner_id'], acme.ownerId)
    assert.equal(data['account_name'], 'Acme')
    const acting = new Client(server.url, textAt(reply.body, 'auth_token'))
    const claims = fieldsOf(await acting.get('/v2/token_auth'))
    assert.equal(claims['original_account_id'], master.accountId)
    assert.equal(claims['original_owner_id'], master.ownerId)
    assert.equal(claims['method'], 'cb_user_auth')
    assert.equal((await acting.get(`/v2/accounts/${master.accountId}`)).status, 403)
  })

  it('marks what is written with such a token', async () => {
    const reply = await master.put(path, undefined, { envelope: { data: {}, ...action } })
    const acting = new Client(server.url, textAt(reply.body, 'auth_token'))
    const id = idOf(await acting.put(`/v2/accounts/${acme.accountId}/menus`, { name: 'Menu' }))
    const menu = await server.running.edge.services.documents.find(acme.accountId, id)
    assert.equal(menu?.hidden['pvt_auth_user_id'], acme.ownerId)
    assert.equal(menu.hidden['pvt_original_auth_account_id'], master.accountId)
    assert.equal(menu.hidden['pvt_original_auth_owner_id'], master.ownerId)
  })

  it('is recorded in the account', async () => {
    await master.put(path, action)
    const { store } = server.running.edge.services.documents
    const attempts = await store.documents({ db: acme.accountId, type: 'login_attempt', limit: 100 })
    const types = attempts.map(({ body }) => (JSON.parse(body) as { auth_type: string }).auth_type)
    assert.equal(types.includes('impersonate_user'), true)
  })

  it('is refused to everybody else, and within the own account', async () => {
    const child = await acme.subAccount('Child')
    const below = `/v2/accounts/${child.accountId}/users/${child.ownerId}/user_auth`
    assert.equal((await acme.put(below, action)).status, 403)
    assert.equal((await acme.put(path, action)).status, 403)
    const plain = await master.userOf(master.accountId, masterOf.realm, 'plain', 'user')
    assert.equal((await plain.put(path, action)).status, 403)
    const own = `/v2/accounts/${master.accountId}/users/${plain.ownerId}/user_auth`
    assert.equal((await master.put(own, action)).status, 403)
    assert.equal((await master.anonymous().put(path, action)).status, 401)
    const apiToken = await master.anonymous().put('/v2/api_auth', { api_key: masterOf.apiKey })
    const withoutUser = new Client(server.url, textAt(apiToken.body, 'auth_token'))
    assert.equal((await withoutUser.put(path, action)).status, 403)
  })

  it('takes no other action, and none without a user', async () => {
    for (const [where, data] of [
      [path, { action: 'become_admin' }],
      ['/v2/user_auth', action],
      ['/v2/user_auth', { action: 'other' }],
      [`/v2/accounts/${acme.accountId}/user_auth`, action],
    ] as const) {
      const reply = await master.put(where, data)
      assert.equal(reply.status, 403, where)
      assert.equal(reply.body['message'], 'forbidden')
    }
  })

  it('answers 404 for unknown users, 400 where the account is disabled', async () => {
    const unknown = await master.put(
      `/v2/accounts/${acme.accountId}/users/${'0'.repeat(32)}/user_auth`,
      action,
    )
    assert.equal(unknown.status, 404)
    assert.deepEqual(unknown.data, { message: 'bad identifier', cause: '0'.repeat(32) })
    await master.patch(`/v2/accounts/${acme.accountId}`, { enabled: false })
    const disabled = await master.put(path, action)
    assert.equal(disabled.status, 400, disabled.text)
    assert.deepEqual(disabled.data, { account: { disabled: { message: 'account disabled' } } })
  })
})
