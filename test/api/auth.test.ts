import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { describe, it } from 'node:test'
import { failed } from '../../src/failures.ts'
import { registerApp } from '../../src/modules/auth/apps.ts'
import { registerProvider } from '../../src/modules/auth/common-providers.ts'
import { Client, type Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf, fieldsOf, textAt } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let owner: Client
let reseller: Client
let acme: Client
let plain: Client
let stranger: Client

const server = useServer({}, async () => {
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 1_000_000 } })
  owner = await server.masterClient()
  reseller = await owner.subAccount('Reseller')
  await owner.put(`/v2/accounts/${reseller.accountId}/reseller`)
  acme = await reseller.subAccount('Acme')
  plain = await acme.userOf(acme.accountId, 'acme.test', 'plain', 'user')
  stranger = await owner.subAccount('Stranger')
  const { services } = server.running.edge
  for (const [id, accountId, provider] of [
    ['of the master', owner.accountId, 'google'],
    ['of the reseller', reseller.accountId, 'salesforce'],
  ] as const)
    assert.ok(!failed(await registerApp(services, { accountId, id, provider, secret: `canary ${id}` })))
})

async function again(username = 'plain', realm = 'acme.test'): Promise<Client> {
  return await new Client(server.url).signIn(username, 'pass word 1', { account_realm: realm })
}

async function works(client: Client): Promise<boolean> {
  return (await client.get('/v2/token_auth')).status === 200
}

function forbidden(reply: Reply): void {
  assert.equal(reply.status, 403, reply.text)
  assert.deepEqual(reply.data, { message: 'forbidden' })
}

function missing(reply: Reply, cause: string): void {
  assert.equal(reply.status, 404, reply.text)
  assert.equal(reply.body['message'], 'bad_identifier')
  assert.deepEqual(reply.data, { message: 'bad identifier', cause })
}

describe('auth', () => {
  it('is refused behind an account to everyone, but for what is of the account', async () => {
    const path = `/v2/accounts/${acme.accountId}/auth`
    for (const caller of [acme, owner, plain]) {
      for (const below of ['apps', 'apps/x', 'keys', 'links', 'providers', 'providers/google', 'tokeninfo'])
        forbidden(await caller.get(`${path}/${below}`))
      forbidden(await caller.put(`${path}/callback`, {}))
      forbidden(await caller.put(`${path}/links/x`, {}))
      forbidden(await caller.delete(`${path}/links/x`))
    }
    assert.equal((await acme.anonymous().get(`${path}/tokeninfo`)).status, 401)
    missing(await acme.get(`${path}/links/x`), 'x')
  })

  it('gives a new token for the one at hand', async () => {
    const reply = await plain.put('/v2/auth', { action: 'refresh_token' })
    assert.equal(reply.status, 201, reply.text)
    const data = fieldsOf(reply)
    assert.deepEqual([data['account_id'], data['owner_id']], [acme.accountId, plain.ownerId])
    assert.notEqual(reply.body['auth_token'], plain.token)
    const fresh = new Client(server.url, String(reply.body['auth_token']))
    assert.equal(fieldsOf(await fresh.get('/v2/token_auth'))['method'], 'cb_auth')
    assert.equal((await plain.anonymous().put('/v2/auth', { action: 'refresh_token' })).status, 401)
  })

  it('does not launder the token of who acts as somebody else', async () => {
    const path = `/v2/accounts/${acme.accountId}/users/${plain.ownerId}/user_auth`
    const impersonated = await owner.put(path, { action: 'impersonate_user' })
    const impersonator = new Client(server.url, String(impersonated.body['auth_token']))
    const refreshed = await impersonator.put('/v2/auth', { action: 'refresh_token' })
    const claims = fieldsOf(
      await new Client(server.url, String(refreshed.body['auth_token'])).get('/v2/token_auth'),
    )
    assert.deepEqual(
      [claims['original_account_id'], claims['original_owner_id']],
      [owner.accountId, owner.ownerId],
    )
    const masquerading = await new Client(server.url).signIn('admin', 'pass word 1', {
      account_realm: 'reseller.test',
      as: { account_id: acme.accountId, owner_id: plain.ownerId },
    })
    forbidden(await masquerading.put('/v2/auth', { action: 'refresh_token' }))
  })

  it('knows no other actions', async () => {
    forbidden(await plain.put('/v2/auth', { action: 'other' }))
    forbidden(await plain.put('/v2/auth', {}))
    const reply = await owner.put('/v2/auth', { action: 'other' })
    assert.deepEqual([reply.status, reply.body['message']], [500, 'action required'])
  })

  it('ends all tokens of a user: for an admin, or the user', async () => {
    const [first, second] = [await again(), await again()]
    const path = `/v2/accounts/${acme.accountId}/users/${plain.ownerId}/auth`
    const action = { action: 'reset_signature_secret' }
    const reply = await first.put(path, action)
    assert.equal(reply.status, 201, reply.text)
    assert.equal(reply.data, undefined)
    assert.deepEqual([await works(first), await works(second)], [false, false])
    plain = await again()
    assert.equal((await acme.put(path, action)).status, 201)
    assert.equal(await works(plain), false)
    plain = await again()
    forbidden(await plain.put(`/v2/accounts/${acme.accountId}/users/${acme.ownerId}/auth`, action))
    forbidden(await plain.put(`/v2/accounts/${acme.accountId}/auth`, action))
    forbidden(await stranger.put(path, action))
    forbidden(await acme.put(path, { action: 'refresh_token' }))
    const unknown = `/v2/accounts/${acme.accountId}/users/${'0'.repeat(32)}/auth`
    missing(await acme.put(unknown, action), '0'.repeat(32))
    assert.equal(await works(plain), true)
  })

  it('ends all tokens of an account itself, not those of its users', async () => {
    const key = String(fieldsOf(await acme.get(`/v2/accounts/${acme.accountId}/api_key`))['api_key'])
    const token = (await acme.anonymous().put('/v2/api_auth', { api_key: key })).body['auth_token']
    const client = new Client(server.url, String(token))
    const path = `/v2/accounts/${acme.accountId}/auth`
    assert.equal((await acme.put(path, { action: 'reset_signature_secret' })).status, 201)
    assert.deepEqual([await works(client), await works(acme)], [false, true])
  })
})

describe('applications', () => {
  it('are those of the reseller, without their secrets', async () => {
    const ofReseller = [{ id: 'of the reseller', provider: 'salesforce' }]
    assert.deepEqual(entriesOf(await plain.get('/v2/auth/apps')), ofReseller)
    assert.deepEqual(entriesOf(await reseller.get('/v2/auth/apps')), ofReseller)
    assert.deepEqual(entriesOf(await stranger.get('/v2/auth/apps')), [
      { id: 'of the master', provider: 'google' },
    ])
    const asked = await owner.get(`/v2/auth/apps?account_id=${acme.accountId}`)
    assert.deepEqual(entriesOf(asked), ofReseller)
    forbidden(await stranger.get(`/v2/auth/apps?account_id=${acme.accountId}`))
    const one = await plain.get('/v2/auth/apps/of%20the%20reseller')
    assert.deepEqual([one.status, one.data], [200, { id: 'of the reseller' }])
    missing(await plain.get('/v2/auth/apps/duo'), 'duo')
    assert.equal((await plain.anonymous().get('/v2/auth/apps')).status, 401)
  })

  it('are changed by nobody', async () => {
    forbidden(await owner.post('/v2/auth/apps/of%20the%20master', {}))
    forbidden(await owner.delete('/v2/auth/apps/of%20the%20master'))
    assert.equal((await owner.put('/v2/auth/apps', {})).status, 405)
  })
})

describe('keys', () => {
  it('are shown to admins, as JSON or as a file', async () => {
    const list = await acme.get('/v2/auth/keys')
    const [id] = list.data as string[]
    assert.match(String(id), /^[0-9a-f]{32}$/)
    const json = await acme.get(`/v2/auth/keys/${String(id)}`)
    const pem = textAt(fieldsOf(json), 'public_key_pem')
    assert.deepEqual(Object.keys(fieldsOf(json)), ['public_key_pem'])
    assert.ok(pem.startsWith('-----BEGIN RSA PUBLIC KEY-----\n'))
    assert.equal(createPublicKey(pem).asymmetricKeyDetails?.modulusLength, 2048)
    const file = await acme.get(`/v2/auth/keys/${String(id)}`, {
      headers: { accept: 'application/x-pem-file' },
    })
    assert.deepEqual([file.status, file.text], [200, pem])
    assert.equal(file.headers.get('content-type'), 'application/x-pem-file')
    assert.match(String(file.headers.get('content-disposition')), /^attachment; filename="?public_key.pem"?$/)
    for (const accept of ['*/*', 'application/json'])
      assert.equal((await acme.get(`/v2/auth/keys/${String(id)}`, { headers: { accept } })).text[0], '{')
    missing(await acme.get('/v2/auth/keys/other'), 'other')
    forbidden(await plain.get('/v2/auth/keys'))
    forbidden(await plain.get(`/v2/auth/keys/${String(id)}`))
    forbidden(await acme.put(`/v2/auth/keys/${String(id)}`, { action: 'reset_private_key' }))
  })
})

describe('providers', () => {
  it('are listed, those of second factors last, and shown', async () => {
    const list = entriesOf(await plain.get('/v2/auth/providers'))
    assert.deepEqual(
      list.map(({ id, provider_type }) => [id, provider_type]),
      [
        ['salesforce', 'oauth'],
        ['office365', 'oauth'],
        ['google', 'oauth'],
        ['duo', 'multi_factor'],
      ],
    )
    assert.equal(fieldsOf(await plain.get('/v2/auth/providers/google'))['name'], 'Google')
    assert.equal(fieldsOf(await plain.get('/v2/auth/providers/duo'))['settings'], undefined)
    assert.deepEqual(fieldsOf(await owner.get('/v2/auth/providers/duo'))['settings'], {})
    missing(await plain.get('/v2/auth/providers/other'), 'other')
    assert.equal((await plain.anonymous().get('/v2/auth/providers')).status, 401)
  })

  it('are saved as they are, and deleted unless applications use them', async () => {
    await registerProvider(server.running.edge.services, 'spare', { name: 'Spare' })
    const path = '/v2/auth/providers/spare'
    const saved = await owner.post(path, { name: 'Other' })
    assert.deepEqual([saved.status, saved.data], [200, { id: 'spare', name: 'Spare' }])
    forbidden(await acme.post(path, {}))
    forbidden(await acme.delete(path))
    const used = await owner.delete('/v2/auth/providers/google')
    assert.deepEqual([used.status, used.body['message'], used.data], [500, 'apps exist for provider', {}])
    const deleted = await owner.delete(path)
    assert.deepEqual(fieldsOf(deleted)['_read_only'], { deleted: true })
    missing(await owner.get(path), 'spare')
    missing(await owner.delete(path), 'spare')
    assert.equal((await owner.put('/v2/auth/providers', {})).status, 405)
  })
})

describe('tokeninfo', () => {
  it('tells of whom a token is, to everybody who has it', async () => {
    const token = String(plain.token)
    const nobody = plain.anonymous()
    for (const reply of [
      await nobody.get(`/v2/auth/tokeninfo?token=${token}`),
      await nobody.post('/v2/auth/tokeninfo', { token }),
    ]) {
      assert.equal(reply.status, 200, reply.text)
      const data = fieldsOf(reply)
      assert.deepEqual(
        [data['account_id'], data['owner_id'], data['account_name'], data['identity_sig']],
        [acme.accountId, plain.ownerId, 'Acme', undefined],
      )
      assert.equal(reply.body['auth_token'], token)
    }
  })

  it('tells why a token is of no use', async () => {
    const nobody = plain.anonymous()
    const info = async (token: string, headers = {}): Promise<unknown[]> => {
      const reply = await nobody.post('/v2/auth/tokeninfo', { token }, { headers })
      return [reply.status, reply.body['message'], reply.data]
    }
    const leaver = await acme.userOf(acme.accountId, 'acme.test', 'leaver', 'user')
    const token = String(leaver.token)
    assert.deepEqual((await nobody.get('/v2/auth/tokeninfo')).status, 404)
    assert.deepEqual(await info(''), [404, 'missing token in request', {}])
    assert.deepEqual(await info('nonsense'), [401, 'invalid_jwt', {}])
    assert.deepEqual(await info(`${token.slice(0, -4)}AAAA`), [401, 'invalid_jwt_signature', {}])
    assert.deepEqual(await info(token, { 'x-auth-account-id': owner.accountId }), [
      401,
      'account header mismatch',
      {},
    ])
    const user = `/v2/accounts/${acme.accountId}/users/${leaver.ownerId}`
    await acme.put(`${user}/auth`, { action: 'reset_signature_secret' })
    assert.deepEqual(await info(token), [401, 'invalid_identity_signature', {}])
    await acme.delete(user)
    assert.deepEqual(await info(token), [403, 'mapped account does not exist', {}])
    const signedOut = await again()
    await signedOut.delete('/v2/token_auth')
    assert.deepEqual(await info(String(signedOut.token)), [401, 'token_revoked', {}])
  })
})

describe('all tokens', () => {
  it('end with a new secret of the system', async () => {
    forbidden(await acme.put('/v2/auth', { action: 'reset_signature_secret' }))
    const reply = await owner.put('/v2/auth', { action: 'reset_signature_secret' })
    assert.deepEqual([reply.status, reply.data], [201, undefined])
    assert.deepEqual([await works(owner), await works(acme)], [false, false])
    owner = await server.masterClient()
    assert.equal(await works(owner), true)
  })

  it('end with a new key', async () => {
    const [id] = (await owner.get('/v2/auth/keys')).data as string[]
    const path = `/v2/auth/keys/${String(id)}`
    const before = fieldsOf(await owner.get(path))['public_key_pem']
    assert.equal((await owner.put(path, { action: 'other' })).status, 500)
    missing(await owner.put('/v2/auth/keys/other', { action: 'reset_private_key' }), 'other')
    assert.equal((await owner.put(path, { action: 'reset_private_key' })).status, 201)
    assert.equal(await works(owner), false)
    owner = await server.masterClient()
    assert.notEqual(fieldsOf(await owner.get(path))['public_key_pem'], before)
  })
})
