import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { systemAuthDb } from '../../src/auth/kept-keys.ts'
import { systemAuthor } from '../../src/documents/author.ts'
import { failed } from '../../src/failures.ts'
import { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let owner: Client

const server = useServer({}, async () => {
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 100_000 } })
  owner = await server.masterClient()
})

/** Whether a token is good just now; asked twice, so that it is remembered when the test goes on. */
async function works(client: Client): Promise<boolean> {
  await client.get('/v2/token_auth')
  return (await client.get('/v2/token_auth')).status === 200
}

/** Keeps a token under an id that clients send in its place. */
async function bearer(id: string, token: string): Promise<Client> {
  const written = await server.running.edge.services.documents.writeOne(
    { change: 'create', db: systemAuthDb, id, type: 'bearer-token', body: { Token: token } },
    systemAuthor,
  )
  assert.ok(!failed(written))
  return new BearerClient(server.url, id)
}

class BearerClient extends Client {
  override request(
    ...[method, path, data, options]: Parameters<Client['request']>
  ): ReturnType<Client['request']> {
    const headers = { ...options.headers, authorization: `Bearer ${String(this.token)}` }
    return new Client(this.url).request(method, path, data, { ...options, headers })
  }
}

describe('a token ends at once', () => {
  it('with the password of its user', async () => {
    const acme = await owner.subAccount('Passwords')
    const user = await acme.userOf(acme.accountId, 'passwords.test', 'jo', 'user')
    assert.equal(await works(user), true)
    await acme.patch(`/v2/accounts/${acme.accountId}/users/${user.ownerId}`, { password: 'another one' })
    assert.equal(await works(user), false)
    assert.equal(await works(acme), true)
  })

  it('when its user is disabled or deleted', async () => {
    const acme = await owner.subAccount('Leavers')
    const path = `/v2/accounts/${acme.accountId}/users`
    const [one, two] = [
      await acme.userOf(acme.accountId, 'leavers.test', 'one', 'user'),
      await acme.userOf(acme.accountId, 'leavers.test', 'two', 'user'),
    ]
    assert.deepEqual([await works(one), await works(two)], [true, true])
    await acme.patch(`${path}/${one.ownerId}`, { enabled: false })
    await acme.delete(`${path}/${two.ownerId}`)
    assert.deepEqual([await works(one), await works(two)], [false, false])
  })

  it('when its account is disabled or deleted', async () => {
    const [one, two] = [await owner.subAccount('Disabled'), await owner.subAccount('Deleted')]
    const key = String(fieldsOf(await one.get(`/v2/accounts/${one.accountId}/api_key`))['api_key'])
    const signedIn = await owner.anonymous().put('/v2/api_auth', { api_key: key })
    const byKey = new Client(server.url, String(signedIn.body['auth_token']))
    assert.deepEqual([await works(one), await works(two), await works(byKey)], [true, true, true])
    await owner.patch(`/v2/accounts/${one.accountId}`, { enabled: false })
    await owner.delete(`/v2/accounts/${two.accountId}`)
    assert.deepEqual([await works(one), await works(two), await works(byKey)], [false, false, false])
  })

  it('when it is signed out by the id that stands for it', async () => {
    const acme = await owner.subAccount('Bearers')
    const [first, second] = [
      await bearer('b'.repeat(32), String(acme.token)),
      await bearer('c'.repeat(32), String(acme.token)),
    ]
    assert.deepEqual([await works(first), await works(second), await works(acme)], [true, true, true])
    assert.equal((await first.delete('/v2/token_auth')).status, 200)
    assert.deepEqual([await works(first), await works(second), await works(acme)], [false, false, false])
  })

  it('under all ids that stand for it when it is signed out itself', async () => {
    const acme = await owner.subAccount('Stands')
    const stored = await bearer('d'.repeat(32), String(acme.token))
    assert.equal(await works(stored), true)
    assert.equal((await acme.delete('/v2/token_auth')).status, 200)
    assert.equal(await works(stored), false)
  })

  it('when it acts as a user who is disabled, or whose account is', async () => {
    const parent = await owner.subAccount('Parent')
    const child = await parent.subAccount('Child')
    const user = await child.userOf(child.accountId, 'child.test', 'jo', 'user')
    const acting = await new Client(server.url).signIn('admin', 'pass word 1', {
      account_realm: 'parent.test',
      as: { account_id: child.accountId, owner_id: user.ownerId },
    })
    assert.equal(await works(acting), true)
    const path = `/v2/accounts/${child.accountId}/users/${user.ownerId}`
    await child.patch(path, { enabled: false })
    assert.equal(await works(acting), false)
    await child.patch(path, { enabled: true })
    assert.equal(await works(acting), true)
    await parent.patch(`/v2/accounts/${child.accountId}`, { enabled: false })
    assert.equal(await works(acting), false)
  })

  it('when the one who impersonates its user is disabled', async () => {
    const acme = await owner.subAccount('Impersonated')
    const admin = await owner.userOf(owner.accountId, 'master.test', 'helper', 'admin')
    const path = `/v2/accounts/${acme.accountId}/users/${acme.ownerId}/user_auth`
    const reply = await admin.put(path, { action: 'impersonate_user' })
    const impersonating = new Client(server.url, String(reply.body['auth_token']))
    assert.equal(await works(impersonating), true)
    await owner.patch(`/v2/accounts/${owner.accountId}/users/${admin.ownerId}`, { enabled: false })
    assert.equal(await works(impersonating), false)
    assert.equal(await works(acme), true)
  })
})

describe('wrong passwords', () => {
  it('lock the address out for as long as is configured, and the account’s admins see it', async () => {
    const acme = await owner.subAccount('Locked')
    await configure(server, 'crossbar.auth', { throttle: { per_login: 2 } })
    const login = async (credentials: string): Promise<number> =>
      (await owner.anonymous().put('/v2/user_auth', { credentials, account_realm: 'locked.test' })).status
    const statuses = [await login('0'.repeat(32)), await login('1'.repeat(32)), await login('2'.repeat(32))]
    await configure(server, 'crossbar.auth', {})
    assert.deepEqual(statuses, [401, 401, 429])
    const attempts = await acme.get(`/v2/accounts/${acme.accountId}/security/attempts`)
    const messages = (attempts.data as { message: string }[]).map(({ message }) => message)
    assert.deepEqual(messages.slice(0, 2), [
      'no user has these md5 credentials; the address is locked out',
      'no user has these md5 credentials',
    ])
  })
})
