import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import { isJsonObject, valueAt } from '../../src/json.ts'
import { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf, fieldsOf, textAt, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let owner: Client
let reseller: Client
let acme: Client
let plain: Client
let stranger: Client
let path: string

const server = useServer({}, async () => {
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 100_000 } })
  owner = await server.masterClient()
  reseller = await owner.subAccount('Reseller')
  acme = await reseller.subAccount('Acme')
  plain = await acme.userOf(acme.accountId, 'acme.test', 'plain', 'user')
  stranger = await owner.subAccount('Stranger')
  path = `/v2/accounts/${acme.accountId}/security`
})

const defaultName = { name: 'Default System Provider', provider_name: 'duo' }

describe('security', () => {
  it('tells without an account what can be configured', async () => {
    const reply = await plain.get('/v2/security')
    assert.equal(reply.status, 200)
    assert.deepEqual(reply.data, {
      available_auth_methods: ['cb_api_auth', 'cb_auth', 'cb_ip_auth', 'cb_user_auth'],
    })
    assert.equal((await plain.anonymous().get('/v2/security')).status, 401)
    for (const verb of ['POST', 'PATCH', 'DELETE'])
      assert.equal((await owner.request(verb, '/v2/security', {}, {})).status, 403, verb)
  })

  it('shows what an account sets beside what it inherits, also when it sets nothing', async () => {
    const reply = fieldsOf(await plain.get(path))
    assert.deepEqual(reply['account'], {})
    assert.deepEqual(reply['inherited_config'], {
      auth_modules: {
        cb_api_auth: {
          enabled: true,
          log_failed_attempts: true,
          log_successful_attempts: false,
          token_auth_expiry_s: 3600,
        },
        cb_auth: {
          enabled: true,
          log_failed_attempts: true,
          log_successful_attempts: false,
          token_auth_expiry_s: 3600,
        },
        cb_ip_auth: {
          enabled: true,
          log_failed_attempts: true,
          log_successful_attempts: false,
          token_auth_expiry_s: 3600,
        },
        cb_user_auth: {
          enabled: true,
          log_failed_attempts: true,
          log_successful_attempts: true,
          token_auth_expiry_s: 3600,
        },
      },
    })
  })

  it('is replaced, merged into and taken back; what is sent back as it was shown is fine', async () => {
    const created = await acme.post(path, {
      auth_modules: { cb_user_auth: { token_auth_expiry_s: 60, multi_factor: { enabled: false } } },
    })
    assert.equal(created.status, 200, created.text)
    assert.deepEqual(created.data, {
      id: 'configs_crossbar.auth',
      auth_modules: {
        cb_user_auth: {
          token_auth_expiry_s: 60,
          multi_factor: { enabled: false, _read_only: defaultName },
        },
      },
    })
    assert.equal((await acme.post(path, created.data)).status, 200)
    const patched = await acme.patch(path, { auth_modules: { cb_api_auth: { enabled: false } } })
    assert.deepEqual(valueAt(patched.data, ['auth_modules', 'cb_api_auth']), { enabled: false })
    assert.equal(valueAt(patched.data, ['auth_modules', 'cb_user_auth', 'token_auth_expiry_s']), 60)
    const read = fieldsOf(await acme.get(path))['account']
    assert.deepEqual(Object.keys(isJsonObject(read) ? read : {}), ['auth_modules'])
    const issued = await new Client(server.url).signIn('admin', 'pass word 1', { account_realm: 'acme.test' })
    const info = fieldsOf(await issued.get('/v2/token_auth'))
    assert.ok(Number(info['exp']) <= Date.now() / 1000 + 61)
    const deleted = await acme.delete(path)
    assert.equal(fieldsOf(deleted)['_read_only'] !== undefined, true)
    assert.deepEqual(fieldsOf(await acme.get(path))['account'], {})
    const again = await acme.delete(path)
    assert.equal(again.status, 404)
    assert.equal(again.body['message'], 'bad_identifier')
  })

  it('is inherited by accounts below', async () => {
    const above = `/v2/accounts/${reseller.accountId}/security`
    await reseller.post(above, { auth_modules: { cb_api_auth: { enabled: false } } })
    const inherited = fieldsOf(await acme.get(path))['inherited_config']
    assert.equal(valueAt(inherited, ['auth_modules', 'cb_api_auth', 'enabled']), false)
    assert.equal(valueAt(inherited, ['auth_modules', 'cb_api_auth', 'token_auth_expiry_s']), 3600)
    await reseller.delete(above)
  })

  it('refuses what the schema does not know', async () => {
    assert.deepEqual(
      validatorsOf(await acme.post(path, { auth_modules: { cb_user_auth: { enabled: 'maybe' } } })),
      { 'auth_modules.cb_user_auth.enabled': ['type'] },
    )
    assert.deepEqual(validatorsOf(await acme.post(path, { auth_modules: { cb_other: {} } })), {
      'auth_modules.cb_other': ['additionalProperties'],
    })
  })

  it('points to providers of accounts above and below only', async () => {
    const factor = (fields: JsonObject): JsonObject => ({
      auth_modules: { cb_user_auth: { multi_factor: { configuration_id: 'x', ...fields } } },
    })
    const at = 'auth_modules.cb_user_auth.account_id'
    const alone = await acme.post(path, factor({}))
    assert.deepEqual(
      [alone.status, alone.body['message'], alone.data],
      [
        400,
        'validation failed',
        {
          [at]: {
            required: { message: 'A provider that is named by configuration_id needs its account_id' },
          },
        },
      ],
    )
    const foreign = await acme.post(path, factor({ account_id: stranger.accountId }))
    assert.deepEqual([foreign.status, foreign.body['message']], [400, 'validation failed'])
    assert.deepEqual(foreign.data, {
      [at]: { required: { message: `The account ${stranger.accountId} is neither above nor below yours` } },
    })
    for (const account_id of [acme.accountId, reseller.accountId])
      assert.equal((await acme.post(path, factor({ account_id }))).status, 200)
    assert.equal((await owner.post(path, factor({ account_id: stranger.accountId }))).status, 200)
    const shown = fieldsOf(await acme.get(path))['account']
    const named = valueAt(shown, ['auth_modules', 'cb_user_auth', 'multi_factor', '_read_only'])
    assert.deepEqual(named, defaultName)
    await acme.delete(path)
  })

  it('is changed by admins only, unless the operator says otherwise', async () => {
    const change = { auth_modules: { cb_user_auth: { enabled: true } } }
    for (const verb of ['POST', 'PATCH', 'DELETE'])
      assert.equal((await plain.request(verb, path, change, {})).status, 403, verb)
    await configure(server, 'crossbar.security', { allow_plain_users: true })
    assert.equal((await plain.post(path, change)).status, 200)
    assert.equal((await plain.delete(path)).status, 200)
    await configure(server, 'crossbar.security', {})
    assert.equal((await stranger.get(path)).status, 403)
    assert.equal((await stranger.post(path, change)).status, 403)
  })
})

describe('attempts to sign in', () => {
  it('are listed newest first, and shown whole without what somebody could sign in with', async () => {
    const wrong = await acme
      .anonymous()
      .put(
        '/v2/user_auth',
        { credentials: '0'.repeat(32), account_realm: 'acme.test' },
        { headers: { 'x-auth-token': 'canary', 'user-agent': 'tester' } },
      )
    assert.equal(wrong.status, 401)
    const list = await acme.get(`${path}/attempts`)
    const [entry] = entriesOf(list)
    assert.ok(entry)
    const { id, timestamp, ...rest } = entry
    assert.equal(typeof timestamp, 'number')
    assert.match(String(id), /^\d{6}-[0-9a-f]{32}$/)
    assert.deepEqual(rest, {
      auth_type: 'credentials',
      auth_module: 'cb_user_auth',
      status: 'failed',
      message: 'no user has these md5 credentials',
      client_ip: '127.0.0.1',
    })
    const one = await acme.get(`${path}/attempts/${textAt(entry, 'id')}`)
    assert.equal(one.status, 200)
    assert.equal(valueAt(one.data, ['client_headers', 'user-agent']), 'tester')
    assert.equal(one.text.includes('canary'), false)
  })

  it('are of a range of time', async () => {
    const none = await acme.get(`${path}/attempts?created_from=60000000000&created_to=60000001000`)
    assert.deepEqual(none.data, [])
    const reversed = await acme.get(`${path}/attempts?created_from=2&created_to=1`)
    assert.deepEqual(validatorsOf(reversed), { created_from: ['date_range'] })
  })

  it('that do not exist are 404, those of others 403', async () => {
    for (const id of ['x', `202601-${'0'.repeat(32)}`, plain.ownerId]) {
      const reply = await acme.get(`${path}/attempts/${id}`)
      assert.equal(reply.status, 404)
      assert.deepEqual(reply.data, { message: 'bad identifier', cause: id })
    }
    assert.equal((await stranger.get(`${path}/attempts`)).status, 403)
  })
})

describe('the same settings among all others of the account', () => {
  it('are changed by the same people', async () => {
    const configs = `/v2/accounts/${acme.accountId}/configs/crossbar.auth`
    const change = { auth_modules: { cb_user_auth: { multi_factor: { enabled: false } } } }
    for (const verb of ['PUT', 'POST', 'PATCH', 'DELETE'])
      assert.equal((await plain.request(verb, configs, change, {})).status, 403, verb)
    assert.equal((await plain.get(configs)).status, 200)
    assert.equal((await acme.patch(configs, change)).status, 200)
    assert.equal((await acme.delete(configs)).status, 200)
    assert.equal((await stranger.patch(configs, change)).status, 403)
  })
})
