import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { SignJWT, type JWTPayload } from 'jose'
import type { JsonObject } from '../../src/json.ts'
import { systemAuthor } from '../../src/documents/author.ts'
import { failed } from '../../src/failures.ts'
import { registerApp } from '../../src/modules/auth/apps.ts'
import { registerProvider } from '../../src/modules/auth/common-providers.ts'
import { Client, type Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { newKey, OpenIdProvider } from '../harness/openid-provider.ts'
import { entriesOf, fieldsOf, textAt, validatorsOf } from '../harness/reply.ts'
import { TestServer } from '../harness/server.ts'

const provider = new OpenIdProvider()
const server = new TestServer()
const redirect_uri = 'https://ui.acme.test/callback'
let acme: Client
let plain: Client
let stranger: Client
let nobody: Client

/** The usual settings, wrong sign-ins without bounds, with what a test needs besides. */
async function settings(more: JsonObject = {}): Promise<void> {
  const unbounded = { per_login: 0, per_address: 0 }
  await configure(server, 'crossbar.auth', { jwks_cooldown_ms: 0, throttle: unbounded, ...more })
}

before(async () => {
  await provider.start()
  await server.start()
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 1_000_000 } })
  await settings()
  const owner = await server.masterClient()
  acme = await owner.subAccount('Acme')
  plain = await acme.userOf(acme.accountId, 'acme.test', 'plain', 'user')
  stranger = await owner.subAccount('Stranger')
  nobody = owner.anonymous()
  const { services } = server.running.edge
  const discovery = `${provider.issuer}/.well-known/openid-configuration`
  await registerProvider(services, 'loopback', { name: 'Loopback', discovery })
  const app = await registerApp(services, {
    accountId: owner.accountId,
    id: provider.clientId,
    secret: provider.clientSecret,
    provider: 'loopback',
  })
  assert.ok(!failed(app))
})
after(async () => {
  await server.remove()
  await provider.stop()
})
beforeEach(async () => {
  provider.misbehaviour = {}
  provider.subject = 'jo'
  await settings()
})

const client = { provider: 'loopback', client_id: provider.clientId, redirect_uri }

/** Asks where to sign in, signs in there, and gives back what the browser brings to the callback. */
async function agreed(): Promise<JsonObject> {
  const started = fieldsOf(await nobody.put('/v2/auth/authorize', client))
  const { code, state } = provider.agree(textAt(started, 'authorization_url'))
  assert.equal(state, started['state'])
  return { ...client, code, state }
}

function callback(data: JsonObject): Promise<Reply> {
  return nobody.put('/v2/auth/callback', data)
}

function refused(reply: Reply): void {
  assert.equal(reply.status, 401, reply.text)
  assert.equal(reply.body['message'], 'invalid_credentials')
  assert.deepEqual(reply.data, { message: 'invalid credentials' })
  assert.equal(reply.body['auth_token'], undefined)
}

/** Signs in with the provider as `subject`, and links that identity to `to`. */
async function linked(subject: string, to: Client): Promise<string> {
  provider.subject = subject
  const reply = await callback(await agreed())
  assert.equal(reply.status, 201, reply.text)
  const id = textAt(claimsOf(reply), 'auth_id')
  const link = await to.put(`/v2/auth/links/${id}`)
  assert.equal(link.status, 201, link.text)
  return id
}

function claimsOf(reply: Reply): JsonObject {
  const [, body = ''] = String(reply.body['auth_token']).split('.')
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as JsonObject
}

describe('signing in with a provider', () => {
  it('goes by code, with state, nonce and PKCE', async () => {
    const started = await nobody.put('/v2/auth/authorize', client)
    assert.equal(started.status, 201, started.text)
    const url = new URL(textAt(fieldsOf(started), 'authorization_url'))
    assert.equal(url.href.startsWith(`${provider.issuer}/authorize?`), true)
    const { state, nonce, code_challenge, ...rest } = Object.fromEntries(url.searchParams)
    assert.deepEqual(rest, {
      response_type: 'code',
      client_id: provider.clientId,
      redirect_uri,
      scope: 'openid email profile',
      code_challenge_method: 'S256',
    })
    assert.equal(code_challenge?.length, 43)
    assert.equal(nonce?.length, 22)
    assert.equal(state, fieldsOf(started)['state'])
    const reply = await callback({ ...client, ...provider.agree(url.href) })
    assert.equal(reply.status, 201, reply.text)
    const exchange = Object.fromEntries(provider.lastExchange)
    assert.deepEqual(Object.keys(exchange).toSorted(), [
      'client_id',
      'client_secret',
      'code',
      'code_verifier',
      'grant_type',
      'redirect_uri',
    ])
  })

  it('gives an identity of no account a token that is good for linking only', async () => {
    provider.subject = 'new'
    const reply = await callback(await agreed())
    assert.equal(reply.status, 201)
    assert.deepEqual(reply.data, {})
    const { auth_id, exp, jti, ...claims } = claimsOf(reply)
    assert.match(String(auth_id), /^[0-9a-f]{32}-new$/)
    assert.equal(typeof exp, 'number')
    assert.equal(typeof jti, 'string')
    assert.deepEqual(claims, {
      method: 'cb_auth',
      auth_app_id: provider.clientId,
      auth_provider: 'loopback',
      email: 'jo@provider.test',
      scope: 'openid email',
      displayName: 'Jo Doe',
      iss: 'kazoo',
    })
    const unlinked = new Client(server.url, String(reply.body['auth_token']))
    assert.equal((await unlinked.get('/v2/token_auth')).status, 401)
    assert.equal((await unlinked.get('/v2/auth/links')).status, 401)
    const info = await nobody.post('/v2/auth/tokeninfo', { token: String(reply.body['auth_token']) })
    assert.deepEqual([info.status, info.body['message'], info.data], [403, 'no associated account_id', {}])
  })

  it('is signing in as the user it is linked to', async () => {
    await linked('linked', plain)
    const reply = await callback(await agreed())
    assert.equal(reply.status, 201, reply.text)
    const data = fieldsOf(reply)
    assert.deepEqual(
      [data['account_id'], data['owner_id'], data['account_name']],
      [acme.accountId, plain.ownerId, 'Acme'],
    )
    const token = new Client(server.url, String(reply.body['auth_token']))
    const claims = fieldsOf(await token.get('/v2/token_auth'))
    assert.deepEqual([claims['method'], claims['owner_id']], ['cb_auth', plain.ownerId])
    assert.equal((await token.get(`/v2/accounts/${acme.accountId}/menus`)).status, 200)
  })

  it('works with a state of the client’s own, unless the operator wants ours', async () => {
    const data = { ...client, code: provider.newCode(redirect_uri), state: 'their own' }
    assert.equal((await callback(data)).status, 201)
    await settings({ require_state: true })
    refused(await callback({ ...data, code: provider.newCode(redirect_uri) }))
    assert.equal((await callback(await agreed())).status, 201)
  })

  it('keeps the provider’s own token to itself, unless the operator wants it told', async () => {
    const quiet = claimsOf(await callback(await agreed()))
    assert.equal(quiet['auth_app_token'], undefined)
    await settings({ expose_provider_token: true })
    const told = claimsOf(await callback(await agreed()))
    assert.deepEqual([told['auth_app_token'], told['auth_app_token_type']], ['access canary', 'Bearer'])
  })

  it('needs a configured way to sign in, an enabled user and account', async () => {
    const user = await acme.userOf(acme.accountId, 'acme.test', 'leaver', 'user')
    await linked('leaver', user)
    const security = `/v2/accounts/${acme.accountId}/security`
    await acme.post(security, { auth_modules: { cb_auth: { enabled: false } } })
    const disabled = await callback(await agreed())
    assert.deepEqual([disabled.status, disabled.body['message']], [401, 'invalid credentials'])
    await acme.delete(security)
    await acme.patch(`/v2/accounts/${acme.accountId}/users/${user.ownerId}`, { enabled: false })
    refused(await callback(await agreed()))
    await acme.delete(`/v2/accounts/${acme.accountId}/users/${user.ownerId}`)
    refused(await callback(await agreed()))
  })

  it('says what is missing', async () => {
    assert.deepEqual(validatorsOf(await nobody.put('/v2/auth/callback', {})), {
      provider: ['required'],
      code: ['required'],
      client_id: ['required'],
      redirect_uri: ['required'],
    })
    assert.deepEqual(validatorsOf(await nobody.put('/v2/auth/authorize', {})), {
      provider: ['required'],
      client_id: ['required'],
      redirect_uri: ['required'],
    })
  })
})

describe('a provider’s answer is refused', () => {
  const wrong: readonly (readonly [string, () => JWTPayload])[] = [
    ['from another issuer', () => ({ iss: 'https://evil.test' })],
    ['for another client', () => ({ aud: 'somebody else' })],
    ['for several, of whom another is meant', () => ({ aud: [provider.clientId, 'x'], azp: 'x' })],
    ['for several, of whom none is said to be meant', () => ({ aud: [provider.clientId, 'x'] })],
    ['that has expired', () => ({ exp: Math.floor(Date.now() / 1000) - 120 })],
    ['that never expires', () => ({ exp: undefined as unknown as number })],
    ['that is not valid yet', () => ({ nbf: Math.floor(Date.now() / 1000) + 600 })],
    ['without a subject', () => ({ sub: undefined as unknown as string })],
    ['to another request (nonce)', () => ({ nonce: 'of another' })],
    ['to no request (nonce)', () => ({ nonce: undefined })],
  ]
  for (const [what, claims] of wrong)
    it(what, async () => {
      provider.misbehaviour = { claims: claims() }
      refused(await callback(await agreed()))
    })

  it('without an ID token where one was asked for', async () => {
    provider.misbehaviour = { silent: true }
    refused(await callback(await agreed()))
  })

  it('with a profile of somebody else', async () => {
    provider.misbehaviour = { profile: { sub: 'ann' } }
    refused(await callback(await agreed()))
  })

  it('signed by a key of somebody else under the provider’s id', async () => {
    const { kid } = provider.key
    provider.misbehaviour = { sign: (claims) => provider.signed(claims, { ...newKey(), kid }) }
    refused(await callback(await agreed()))
  })

  it('signed by a key that the provider does not tell of', async () => {
    provider.misbehaviour = { sign: (claims) => provider.signed(claims, newKey()) }
    refused(await callback(await agreed()))
  })

  it('signed with the public key as if it were a shared secret', async () => {
    const pem = provider.key.publicKey.export({ type: 'spki', format: 'pem' })
    provider.misbehaviour = {
      sign: (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256', kid: provider.key.kid })
          .sign(new TextEncoder().encode(pem.toString())),
    }
    refused(await callback(await agreed()))
  })

  it('signed with the client secret, or not at all', async () => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    for (const alg of ['HS256', 'none', 'None']) {
      provider.misbehaviour = {
        sign: (claims) => {
          const input = `${part({ alg, kid: provider.key.kid })}.${part(claims)}`
          const mac = createHmac('sha256', provider.clientSecret).update(input).digest('base64url')
          return `${input}.${alg === 'HS256' ? mac : ''}`
        },
      }
      refused(await callback(await agreed()))
    }
  })

  it('when it is no token', async () => {
    for (const text of ['', 'x', 'a.b.c', '..', 'e30.e30.']) {
      provider.misbehaviour = { sign: () => text }
      refused(await callback(await agreed()))
    }
  })
})

describe('a sign-in with a provider', () => {
  it('survives new keys of the provider', async () => {
    assert.equal((await callback(await agreed())).status, 201)
    provider.rotate()
    const before = provider.keysFetched
    assert.equal((await callback(await agreed())).status, 201)
    assert.equal(provider.keysFetched, before + 1)
    assert.equal((await callback(await agreed())).status, 201)
    assert.equal(provider.keysFetched, before + 1)
  })

  it('does not have the keys fetched time and again', async () => {
    await settings({ jwks_cooldown_ms: 60_000 })
    assert.equal((await callback(await agreed())).status, 201)
    const before = provider.keysFetched
    provider.misbehaviour = { sign: (claims) => provider.signed(claims, newKey()) }
    for (let time = 0; time < 3; time += 1) refused(await callback(await agreed()))
    assert.equal(provider.keysFetched, before)
  })

  it('counts once: code and state', async () => {
    const brought = await agreed()
    assert.equal((await callback(brought)).status, 201)
    refused(await callback(brought))
    refused(await callback({ ...brought, code: provider.newCode(redirect_uri) }))
  })

  it('ends where it began', async () => {
    refused(await callback({ ...(await agreed()), redirect_uri: 'https://evil.test/' }))
    const state = (await agreed())['state'] ?? null
    // A code that another browser got, brought with a state of ours: the code challenge tells.
    refused(await callback({ ...client, code: provider.newCode(redirect_uri, { challenge: 'x' }), state }))
    refused(await callback({ ...(await agreed()), code: 'none' }))
    refused(await callback({ ...(await agreed()), provider: 'google' }))
    refused(await callback({ ...(await agreed()), client_id: 'unknown' }))
    refused(await nobody.put('/v2/auth/authorize', { ...client, provider: 'duo' }))
  })

  it('is not guessed', async () => {
    await settings({ throttle: {} })
    let last = 0
    for (let time = 0; time < 6 && last !== 429; time += 1)
      last = (await callback({ ...client, code: `guess ${String(time)}` })).status
    assert.equal(last, 429)
  })

  it('by an ID token is exchanged once', async () => {
    const id_token = await provider.idToken()
    const reply = await nobody.put('/v2/auth/authorize', { ...client, id_token })
    assert.equal(reply.status, 201, reply.text)
    assert.equal(claimsOf(reply)['auth_provider'], 'loopback')
    refused(await nobody.put('/v2/auth/authorize', { ...client, id_token }))
    const withNonce = await provider.idToken('this one')
    refused(await nobody.put('/v2/auth/authorize', { ...client, id_token: withNonce, nonce: 'another' }))
    provider.misbehaviour = { claims: { aud: 'somebody else' } }
    refused(await nobody.put('/v2/auth/authorize', { ...client, id_token: await provider.idToken() }))
  })
})

describe('links', () => {
  it('are listed, shown and ended by those whose they are', async () => {
    const user = await acme.userOf(acme.accountId, 'acme.test', 'linker', 'user')
    const id = await linked('linker', user)
    const list = entriesOf(await user.get('/v2/auth/links'))
    assert.deepEqual(list, [
      {
        id,
        app: provider.clientId,
        provider: 'loopback',
        scopes: ['openid', 'email'],
        email: 'jo@provider.test',
      },
    ])
    const shown = fieldsOf(await user.get(`/v2/auth/links/${id}`))
    assert.deepEqual(
      [shown['email'], shown['verified_email'], shown['display_name'], shown['access_type']],
      ['jo@provider.test', true, 'Jo Doe', 'offline'],
    )
    assert.equal(JSON.stringify(shown).includes('canary'), false)
    assert.equal((await acme.get(`/v2/accounts/${acme.accountId}/auth/links/${id}`)).status, 200)
    assert.deepEqual((await acme.get('/v2/auth/links')).data, [])
    const ended = await user.delete(`/v2/auth/links/${id}`)
    assert.equal(ended.status, 200, ended.text)
    assert.deepEqual((await user.get('/v2/auth/links')).data, [])
    assert.deepEqual((await callback(await agreed())).data, {})
  })

  it('of others are 404, and not taken over', async () => {
    const id = await linked('victim', plain)
    for (const verb of ['GET', 'PUT', 'DELETE'])
      for (const other of [stranger, acme]) {
        const reply = await other.request(verb, `/v2/auth/links/${id}`, undefined, {})
        assert.equal(reply.status, 404, verb)
        assert.deepEqual(reply.data, { message: 'bad identifier', cause: id })
      }
    assert.equal((await stranger.get(`/v2/accounts/${acme.accountId}/auth/links/${id}`)).status, 403)
    assert.equal((await stranger.get(`/v2/accounts/${stranger.accountId}/auth/links/${id}`)).status, 404)
  })

  it('can be to several accounts: the header picks one, else the first that is there', async () => {
    const [one, two] = [
      await acme.userOf(acme.accountId, 'acme.test', 'twofold', 'user'),
      await stranger.userOf(stranger.accountId, 'stranger.test', 'twofold', 'user'),
    ]
    const id = await linked('twofold', one)
    const signIn = async (account?: string): Promise<Reply> => {
      const headers = account === undefined ? {} : { 'x-auth-account-id': account }
      return nobody.put('/v2/auth/callback', await agreed(), { headers })
    }
    const whose = async (account?: string): Promise<readonly unknown[]> => {
      const data = fieldsOf(await signIn(account))
      return [data['account_id'], data['owner_id']]
    }
    const link = `/v2/auth/links/${id}`
    assert.equal((await two.put(link)).status, 404)
    const token = String((await signIn()).body['auth_token'])
    assert.equal((await two.put(link, { token })).status, 201)
    for (const client of [one, two])
      assert.deepEqual(
        entriesOf(await client.get('/v2/auth/links')).map((entry) => entry['id']),
        [id],
      )

    assert.deepEqual(await whose(), [one.accountId, one.ownerId])
    assert.deepEqual(await whose(one.accountId), [one.accountId, one.ownerId])
    assert.deepEqual(await whose(two.accountId), [two.accountId, two.ownerId])
    refused(await signIn('f'.repeat(32)))
    const asTwo = String((await signIn(two.accountId)).body['auth_token'])
    assert.equal((await new Client(server.url, asTwo).get(`/v2/accounts/${acme.accountId}`)).status, 403)

    const users = `/v2/accounts/${acme.accountId}/users`
    await acme.patch(`${users}/${one.ownerId}`, { enabled: false })
    assert.deepEqual(await whose(), [two.accountId, two.ownerId])
    refused(await signIn(one.accountId))
    await acme.patch(`${users}/${one.ownerId}`, { enabled: true })
    assert.deepEqual(await whose(), [one.accountId, one.ownerId])

    assert.equal((await one.delete(link)).status, 200)
    assert.deepEqual((await one.get('/v2/auth/links')).data, [])
    assert.equal((await one.get(link)).status, 404)
    assert.deepEqual(await whose(), [two.accountId, two.ownerId])
    refused(await signIn(one.accountId))
    assert.equal((await two.delete(link)).status, 200)
    assert.deepEqual((await signIn()).data, {})
  })

  it('to several accounts are taken over from the original', async () => {
    const id = await linked('imported', plain)
    const { documents } = server.running.edge.services
    const identity = await documents.find('auth_identities', id)
    assert.ok(identity)
    const hidden = {
      pvt_linked_account_id: undefined,
      pvt_linked_owner_id: undefined,
      pvt_accounts: {
        [stranger.accountId]: { owner_id: stranger.ownerId },
        [acme.accountId]: { owner_id: acme.ownerId },
      },
    }
    await documents.writeOne(
      { change: 'replace', document: identity, body: identity.body, hidden },
      systemAuthor,
    )
    assert.equal(fieldsOf(await callback(await agreed()))['owner_id'], stranger.ownerId)
    const picked = { headers: { 'x-auth-account-id': acme.accountId } }
    const reply = await nobody.put('/v2/auth/callback', await agreed(), picked)
    assert.equal(fieldsOf(reply)['owner_id'], acme.ownerId)
    assert.equal(entriesOf(await acme.get('/v2/auth/links')).length, 1)
  })

  it('are made shortly after the sign-in, or with its token', async () => {
    await settings({ link_window_s: 0 })
    provider.subject = 'late'
    const reply = await callback(await agreed())
    const id = textAt(claimsOf(reply), 'auth_id')
    assert.equal((await plain.put(`/v2/auth/links/${id}`)).status, 404)
    assert.equal((await plain.put(`/v2/auth/links/${id}`, { token: 'x.y.z' })).status, 404)
    const token = String(reply.body['auth_token'])
    assert.equal((await plain.put(`/v2/auth/links/${id}`, { token })).status, 201)
    assert.equal((await plain.get('/v2/auth/links/unknown')).status, 404)
  })
})
