import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf, textAt, validatorsOf } from '../harness/reply.ts'
import { master as masterOf, useServer } from '../harness/server.ts'

describe('signing in with an API key', () => {
  const server = useServer()
  let master: Client
  let nobody: Client

  before(async () => {
    master = await server.masterClient()
    nobody = master.anonymous()
  })

  it('gives a token of the account, without a user', async () => {
    const reply = await nobody.put('/v2/api_auth', { api_key: masterOf.apiKey })
    assert.equal(reply.status, 201, reply.text)
    const data = fieldsOf(reply)
    assert.equal(data['account_id'], master.accountId)
    assert.equal('owner_id' in data, false)
    assert.equal(data['account_name'], masterOf.account)
    assert.equal(data['is_master_account'], true)
    const client = new Client(server.url, textAt(reply.body, 'auth_token'))
    const claims = fieldsOf(await client.get('/v2/token_auth'))
    assert.equal(claims['method'], 'cb_api_auth')
    assert.equal('owner_id' in claims, false)
    assert.equal((await client.get(`/v2/accounts/${master.accountId}/users`)).status, 200)
  })

  it('works for sub-accounts, whose tokens reach no further', async () => {
    const acme = await master.subAccount('Acme')
    const key = textAt(fieldsOf(await acme.get(`/v2/accounts/${acme.accountId}/api_key`)), 'api_key')
    const reply = await nobody.put('/v2/api_auth', { api_key: key })
    assert.equal(fieldsOf(reply)['account_id'], acme.accountId)
    const client = new Client(server.url, textAt(reply.body, 'auth_token'))
    assert.equal((await client.get(`/v2/accounts/${master.accountId}`)).status, 403)
  })

  it('answers 404 for an unknown key', async () => {
    const key = '0'.repeat(64)
    const reply = await nobody.put('/v2/api_auth', { api_key: key })
    assert.equal(reply.status, 404)
    assert.equal(reply.body['message'], 'bad identifier')
    assert.deepEqual(reply.data, [key])
  })

  it('takes nothing but a key of 64 characters', async () => {
    const short = await nobody.put('/v2/api_auth', { api_key: 'short' })
    assert.equal(short.status, 400)
    assert.deepEqual(validatorsOf(short), { api_key: ['minLength'] })
    const more = await nobody.put('/v2/api_auth', { api_key: masterOf.apiKey, as: {} })
    assert.equal(more.status, 400)
    assert.deepEqual(validatorsOf(more), { as: ['additionalProperties'] })
    assert.equal((await nobody.put('/v2/api_auth', {})).status, 400)
    assert.equal((await nobody.get('/v2/api_auth')).status, 405)
  })

  it('is recorded only where the account wants it', async () => {
    const { store } = server.running.edge.services.documents
    const recorded = async (): Promise<readonly string[]> => {
      const attempts = await store.documents({ db: master.accountId, type: 'login_attempt', limit: 100 })
      return attempts.map(({ body }) => (JSON.parse(body) as { auth_type: string }).auth_type)
    }
    await nobody.put('/v2/api_auth', { api_key: masterOf.apiKey })
    assert.equal((await recorded()).includes('account_api_token'), false)
    await configure(server, 'crossbar.auth', {
      auth_modules: { cb_api_auth: { log_successful_attempts: true } },
    })
    await nobody.put('/v2/api_auth', { api_key: masterOf.apiKey })
    await configure(server, 'crossbar.auth', {})
    assert.equal((await recorded()).includes('account_api_token'), true)
  })

  it('is refused where it is disabled', async () => {
    await configure(server, 'crossbar.auth', { auth_modules: { cb_api_auth: { enabled: false } } })
    const reply = await nobody.put('/v2/api_auth', { api_key: masterOf.apiKey })
    await configure(server, 'crossbar.auth', {})
    assert.equal(reply.status, 401)
    assert.equal(reply.body['message'], 'invalid credentials')
    assert.deepEqual(reply.data, {})
  })

  it('empties the bucket of a caller who cannot pay for it', async () => {
    await configure(server, 'token_buckets', { max_bucket_tokens: 60, tokens_fill_time: 'day' })
    await configure(server, 'crossbar', { token_costs: { nothing: 1 }, api_auth_tokens: 35 })
    const first = await nobody.put('/v2/api_auth', { api_key: masterOf.apiKey })
    assert.equal(first.status, 201)
    assert.deepEqual(first.body['tokens'], { consumed: 1, remaining: 24 })
    const second = await nobody.put('/v2/api_auth', { api_key: masterOf.apiKey })
    assert.equal(second.status, 429)
    assert.deepEqual(second.data, { message: 'too many requests' })
    assert.deepEqual(second.body['tokens'], { consumed: 1, remaining: 0 })
    await configure(server, 'crossbar', {})
    await configure(server, 'token_buckets', {})
  })
})
