import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Client } from '../harness/client.ts'
import { fieldsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

describe('tokens', () => {
  const server = useServer()
  let master: Client
  let acme: Client

  before(async () => {
    master = await server.masterClient()
    acme = await master.subAccount('Acme')
  })

  function anotherToken(): Promise<Client> {
    return acme.signIn('admin', 'pass word 1', { account_realm: 'acme.test' })
  }

  it('tell what they say, and of the account', async () => {
    const reply = await acme.get('/v2/token_auth')
    assert.equal(reply.status, 200)
    const { exp, identity_sig, jti, cluster_id, ...data } = fieldsOf(reply)
    for (const [value, type] of [
      [exp, 'number'],
      [identity_sig, 'string'],
      [jti, 'string'],
      [cluster_id, 'string'],
    ])
      assert.equal(typeof value, type)
    assert.deepEqual(data, {
      account_id: acme.accountId,
      owner_id: acme.ownerId,
      method: 'cb_user_auth',
      iss: 'kazoo',
      apps: [],
      language: 'en-US',
      account_name: 'Acme',
      reseller_id: master.accountId,
      is_reseller: false,
      is_master_account: false,
      capabilities: { voicemail: { transcription: { available: false, default: false } } },
      ui_config: {},
    })
    assert.equal(reply.body['auth_token'], acme.token)
  })

  it('tell of the caller, whatever account the path names', async () => {
    const reply = await master.get(`/v2/accounts/${acme.accountId}/token_auth`)
    assert.equal(reply.status, 200)
    assert.equal(fieldsOf(reply)['account_id'], master.accountId)
    assert.equal((await acme.get(`/v2/accounts/${master.accountId}/token_auth`)).status, 403)
    assert.equal((await acme.anonymous().get('/v2/token_auth')).status, 401)
  })

  it('are void once signed out, also after a restart, and the others of the user are not', async () => {
    const one = await anotherToken()
    const two = await anotherToken()
    const out = await one.delete('/v2/token_auth')
    assert.equal(out.status, 200)
    assert.equal(out.body['status'], 'success')
    assert.equal('data' in out.body, false)
    assert.equal('auth_token' in out.body, false)
    await server.restart()
    const dead = new Client(server.url, one.token)
    const refused = await dead.get('/v2/token_auth')
    assert.equal(refused.status, 401)
    assert.equal(refused.body['message'], 'invalid credentials')
    assert.deepEqual(refused.data, {})
    assert.equal((await new Client(server.url, two.token).get('/v2/token_auth')).status, 200)
    acme = new Client(server.url, acme.token, acme.accountId, acme.ownerId)
    master = new Client(server.url, master.token, master.accountId, master.ownerId)
  })

  it('are signed out in the path of the account as well, with other verbs refused', async () => {
    const one = await anotherToken()
    assert.equal((await one.delete(`/v2/accounts/${acme.accountId}/token_auth`)).status, 200)
    assert.equal((await one.get('/v2/token_auth')).status, 401)
    assert.equal((await acme.put('/v2/token_auth', {})).status, 405)
    assert.equal((await acme.anonymous().delete('/v2/token_auth')).status, 401)
  })
})
