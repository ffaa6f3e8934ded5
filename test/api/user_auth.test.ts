import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import { accountsDb } from '../../src/documents/accounts.ts'
import { systemAuthor } from '../../src/documents/author.ts'
import { now } from '../../src/documents/gregorian.ts'
import { Client, type Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf, textAt } from '../harness/reply.ts'
import { master as masterOf, useServer } from '../harness/server.ts'

const invalidCredentials = { message: 'invalid credentials' }

function digest(username: string, password: string, method: 'md5' | 'sha1' = 'md5'): string {
  return createHash(method).update(`${username}:${password}`).digest('hex')
}

describe('signing in with user name and password', () => {
  const server = useServer()
  let master: Client
  let nobody: Client

  before(async () => {
    master = await server.masterClient()
    nobody = master.anonymous()
  })

  /** An account of its own for each test, as wrong passwords are counted by account. */
  async function account(name: string): Promise<Client> {
    return await master.subAccount(name)
  }

  function signIn(data: JsonObject): Promise<Reply> {
    return nobody.put('/v2/user_auth', { credentials: digest('admin', 'pass word 1'), ...data })
  }

  async function attemptsOf(accountId: string): Promise<readonly JsonObject[]> {
    const { store } = server.running.edge.services.documents
    const stored = await store.documents({ db: accountId, type: 'login_attempt', limit: 100 })
    return stored.map(({ body }) => JSON.parse(body) as JsonObject)
  }

  it('answers with who signed in and a token', async () => {
    const acme = await account('Acme')
    const reply = await signIn({ account_realm: 'acme.test' })
    assert.equal(reply.status, 201)
    const { cluster_id, ...data } = fieldsOf(reply)
    assert.match(textAt({ cluster_id }, 'cluster_id'), /^[0-9a-f]{32}$/)
    assert.deepEqual(data, {
      account_id: acme.accountId,
      owner_id: acme.ownerId,
      apps: [],
      language: 'en-US',
      account_name: 'Acme',
      reseller_id: master.accountId,
      is_reseller: false,
      is_master_account: false,
      capabilities: { voicemail: { transcription: { available: false, default: false } } },
      ui_config: {},
    })
    assert.equal(reply.body['version'], '0.1.0')
    assert.equal(fieldsOf(await signIn({ account_name: 'Acme' }))['cluster_id'], cluster_id)
    const token = textAt(reply.body, 'auth_token')
    const [, claims] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
    const { exp, identity_sig, jti, ...said } = JSON.parse(claims ?? '{}') as JsonObject
    assert.ok(Math.abs(Number(exp) - Date.now() / 1000 - 3600) < 10)
    assert.equal(typeof identity_sig, 'string')
    assert.equal(typeof jti, 'string')
    assert.deepEqual(said, {
      account_id: acme.accountId,
      owner_id: acme.ownerId,
      method: 'cb_user_auth',
      iss: 'kazoo',
    })
    const used = await new Client(server.url, token).get(`/v2/accounts/${acme.accountId}/users`)
    assert.equal(used.status, 200)
  })

  it('tells the master account so, and what the operator configured', async () => {
    await configure(server, 'blackhole', { url: 'wss://ws.test' })
    await configure(server, 'provisioner', { provisioning_url: 'https://p.test' })
    await configure(server, 'speech', { asr_api_key: 'key' })
    const reply = await nobody.put('/v2/user_auth', {
      credentials: digest(masterOf.username, masterOf.password),
      account_name: masterOf.account,
    })
    const data = fieldsOf(reply)
    assert.equal(data['is_master_account'], true)
    assert.equal(data['is_reseller'], true)
    assert.equal(data['reseller_id'], master.accountId)
    assert.deepEqual(data['capabilities'], {
      voicemail: { transcription: { available: true, default: false } },
    })
    assert.deepEqual(data['ui_config'], {
      api: { provisioner: { url: 'https://p.test' }, kazoo_websocket: { url: 'wss://ws.test' } },
    })
  })

  it("speaks the user's language, else the account's", async () => {
    const acme = await account('Babel')
    await acme.patch(`/v2/accounts/${acme.accountId}`, { language: 'de-DE' })
    assert.equal(fieldsOf(await signIn({ account_name: 'babel' }))['language'], 'de-DE')
    await acme.patch(`/v2/accounts/${acme.accountId}/users/${acme.ownerId}`, { language: 'fr-FR' })
    assert.equal(fieldsOf(await signIn({ account_name: 'babel' }))['language'], 'fr-FR')
  })

  it('finds the account by realm or name, whatever their case, and the user by either hash', async () => {
    await account('Smith & Sons')
    for (const names of [
      { account_realm: 'SmithSons.TEST' },
      { realm: 'smithsons.test' },
      { account_name: 'smith sons' },
      { account_name: 'SMITH & SONS' },
      { account_realm: 'unknown.test', account_name: 'Smith & Sons' },
      { phone_number: '+14158867900', account_name: 'Smith & Sons' },
      { method: 'sha', credentials: digest('admin', 'pass word 1', 'sha1'), account_realm: 'smithsons.test' },
    ])
      assert.equal((await signIn(names)).status, 201, JSON.stringify(names))
  })

  it('tries all accounts of one name', async () => {
    const first = await account('Twins')
    await configure(server, 'crossbar.accounts', { ensure_unique_name: false })
    const created = await master.put(`/v2/accounts/${first.accountId}`, {
      name: 'Twins',
      realm: 'twins2.test',
    })
    const second = await master.userOf(textAt(fieldsOf(created), 'id'), 'twins2.test', 'second', 'user')
    const reply = await signIn({ credentials: digest('second', 'pass word 1'), account_name: 'twins' })
    assert.equal(fieldsOf(reply)['owner_id'], second.ownerId)
  })

  it('refuses wrong credentials, unknown accounts, and requests that name none', async () => {
    await account('Closed')
    for (const data of [
      { credentials: digest('admin', 'wrong'), account_realm: 'closed.test' },
      { credentials: digest('admin', 'pass word 1').toUpperCase(), account_realm: 'closed.test' },
      { credentials: digest('admin', 'pass word 1'), account_realm: 'nowhere.test' },
      { credentials: digest('admin', 'pass word 1') },
    ]) {
      const reply = await signIn(data)
      assert.equal(reply.status, 401, JSON.stringify(data))
      assert.equal(reply.body['message'], 'invalid_credentials')
      assert.deepEqual(reply.data, invalidCredentials)
      assert.equal('auth_token' in reply.body, false)
    }
  })

  it('checks the request against the schema', async () => {
    const reply = await nobody.put('/v2/user_auth', { method: 'sha256', account_realm: 'no realm' })
    assert.equal(reply.status, 400)
    assert.deepEqual(Object.keys(fieldsOf(reply)).toSorted(), ['account_realm', 'credentials', 'method'])
    assert.equal((await signIn({ credentials: 7, account_realm: 'acme.test' })).status, 400)
    assert.equal((await signIn({ account_realm: ['acme.test'] })).status, 400)
  })

  it('answers 429 to those who go on guessing, also with the right password', async () => {
    await account('Guarded')
    for (let guess = 0; guess < 5; guess += 1)
      assert.equal(
        (await signIn({ credentials: digest('admin', String(guess)), account_name: 'guarded' })).status,
        401,
      )
    const refused = await signIn({ account_name: 'guarded' })
    assert.equal(refused.status, 429)
    assert.equal(refused.body['message'], 'too_many_requests')
    assert.deepEqual(refused.data, { message: 'too many requests' })
  })

  it('refuses accounts that are disabled or whose trial is over', async () => {
    const acme = await account('Trial')
    const { documents } = server.running.edge.services
    async function set(hidden: JsonObject): Promise<void> {
      const document = await documents.load(accountsDb, acme.accountId, 'account')
      assert.ok('body' in document)
      await documents.writeOne({ change: 'replace', document, body: document.body, hidden }, systemAuthor)
    }
    await set({ pvt_enabled: false })
    const disabled = await signIn({ account_name: 'trial' })
    assert.equal(disabled.status, 400)
    assert.equal(disabled.body['message'], 'validation error')
    assert.deepEqual(disabled.data, { account: { disabled: { message: 'account disabled' } } })
    const over = now() - 10
    await set({ pvt_enabled: true, pvt_trial_expires: over })
    const expired = await signIn({ account_name: 'trial' })
    assert.equal(expired.status, 400)
    assert.deepEqual(expired.data, { account: { expired: { message: 'account expired', cause: over } } })
  })

  it('issues no token where the way to sign in is disabled, and with the lifetime configured', async () => {
    await account('Configured')
    await configure(server, 'crossbar.auth', { auth_modules: { cb_user_auth: { enabled: false } } })
    const disabled = await signIn({ account_name: 'configured' })
    assert.equal(disabled.status, 401)
    assert.equal(disabled.body['message'], 'invalid credentials')
    assert.deepEqual(disabled.data, {})
    await configure(server, 'crossbar.auth', { auth_modules: { cb_user_auth: { token_auth_expiry_s: 60 } } })
    const short = await signIn({ account_name: 'configured' })
    await configure(server, 'crossbar.auth', {
      token_auth_expiry_s: 0,
      auth_modules: { cb_user_auth: { token_auth_expiry_s: 0 } },
    })
    const endless = await signIn({ account_name: 'configured' })
    await configure(server, 'crossbar.auth', {})
    const [shortExp, endlessExp] = [short, endless].map((reply) => {
      const claims = Buffer.from(textAt(reply.body, 'auth_token').split('.')[1] ?? '', 'base64url').toString()
      return (JSON.parse(claims) as JsonObject)['exp']
    })
    assert.ok(Math.abs(Number(shortExp) - Date.now() / 1000 - 60) < 10)
    assert.equal(endlessExp, undefined)
  })

  it('goes by what the account and its reseller say, in that order', async () => {
    const parent = await account('Strict')
    const child = await parent.subAccount('Lenient')
    const { documents } = server.running.edge.services
    const say = async (db: string, cb_user_auth: JsonObject): Promise<void> => {
      const body = { auth_modules: { cb_user_auth } }
      const id = 'configs_crossbar.auth'
      await documents.writeOne({ change: 'create', db, id, type: 'account_config', body }, systemAuthor)
    }
    await say(parent.accountId, { enabled: false })
    assert.equal((await signIn({ account_name: 'strict' })).status, 401)
    assert.equal((await signIn({ account_name: 'lenient' })).status, 401)
    await say(child.accountId, { enabled: true })
    assert.equal((await signIn({ account_name: 'lenient' })).status, 201)
  })

  it('records attempts without what one could sign in with', async () => {
    const acme = await account('Logged')
    await nobody.put(
      '/v2/user_auth',
      { credentials: digest('admin', 'wrong'), account_name: 'logged' },
      { headers: { authorization: 'Opaque secret', 'user-agent': 'tester', 'x-request-id': 'my request' } },
    )
    const attempts = await attemptsOf(acme.accountId)
    assert.equal(attempts.length, 2)
    const [success, failure] = attempts.toSorted((a) => (a['status'] === 'success' ? -1 : 1))
    assert.equal(success?.['auth_type'], 'jwt_auth_token')
    assert.equal(success['auth_module'], 'cb_user_auth')
    assert.deepEqual(success['metadata'], { account_id: acme.accountId, owner_id: acme.ownerId })
    assert.equal(failure?.['auth_type'], 'credentials')
    assert.equal(failure['status'], 'failed')
    assert.equal(failure['client_ip'], '127.0.0.1')
    assert.equal(failure['crossbar_request_id'], 'my request')
    assert.ok(Math.abs(Number(failure['timestamp']) - now()) < 10)
    const headers = failure['client_headers'] as JsonObject
    assert.equal(headers['user-agent'], 'tester')
    assert.equal(headers['authorization'], '[redacted]')
    assert.equal(JSON.stringify(attempts).includes(digest('admin', 'wrong')), false)
  })

  it('records none where the account does not want it', async () => {
    const acme = await account('Quiet')
    await configure(server, 'crossbar.auth', {
      auth_modules: { cb_user_auth: { log_failed_attempts: false, log_successful_attempts: false } },
    })
    const before = (await attemptsOf(acme.accountId)).length
    await signIn({ account_name: 'quiet' })
    await signIn({ account_name: 'quiet', credentials: 'wrong' })
    await configure(server, 'crossbar.auth', {})
    assert.equal((await attemptsOf(acme.accountId)).length, before)
  })

  it('lets an ancestor act as a user below with `as`, and nobody else', async () => {
    const parent = await account('Parent')
    const child = await parent.subAccount('Child')
    const as = { account_id: child.accountId, owner_id: child.ownerId }
    const down = await signIn({ account_name: 'parent', as })
    assert.equal(fieldsOf(down)['account_id'], parent.accountId)
    const acting = new Client(server.url, textAt(down.body, 'auth_token'))
    const info = fieldsOf(await acting.get('/v2/token_auth'))
    assert.equal(info['account_id'], child.accountId)
    assert.equal(info['owner_id'], child.ownerId)
    assert.equal((await acting.get(`/v2/accounts/${parent.accountId}`)).status, 403)
    const up = await signIn({
      account_name: 'child',
      as: { account_id: parent.accountId, owner_id: parent.ownerId },
    })
    const climbing = new Client(server.url, textAt(up.body, 'auth_token'))
    assert.equal((await climbing.get('/v2/token_auth')).status, 401)
  })

  it('takes a login behind an account from its tree only', async () => {
    const acme = await account('Nested')
    const data = { credentials: digest('admin', 'pass word 1'), account_name: 'nested' }
    const path = `/v2/accounts/${acme.accountId}/user_auth`
    assert.equal((await acme.put(path, data)).status, 201)
    assert.equal((await nobody.put(path, data)).status, 401)
    const other = await account('Stranger')
    assert.equal((await other.put(path, data)).status, 403)
    assert.equal((await acme.get(path)).status, 405)
  })

  it('tells what the token of the request says', async () => {
    const acme = await account('Informed')
    const token = String(acme.token)
    for (const path of [`/v2/user_auth/${token}`, `/v2/accounts/${acme.accountId}/user_auth/${token}`]) {
      const reply = await acme.get(path)
      assert.equal(reply.status, 200, path)
      const data = fieldsOf(reply)
      assert.equal(data['account_id'], acme.accountId)
      assert.equal(data['owner_id'], acme.ownerId)
      assert.equal(data['method'], 'cb_user_auth')
      assert.equal(data['account_name'], 'Informed')
    }
    const other = await acme.get(`/v2/user_auth/${String(master.token)}`)
    assert.equal(other.status, 401)
    assert.deepEqual(other.data, invalidCredentials)
    assert.equal(
      (await master.get(`/v2/accounts/${acme.accountId}/user_auth/${String(master.token)}`)).status,
      403,
    )
    assert.equal((await nobody.get(`/v2/user_auth/${token}`)).status, 401)
  })
})
