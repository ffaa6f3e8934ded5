import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Client, type Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf, fieldsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let owner: Client
let acme: Client
let other: Client
let account: string

const server = useServer({}, async () => {
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 100_000 } })
  owner = await server.masterClient()
  acme = await owner.subAccount('Acme')
  other = await owner.subAccount('Other')
  account = `/v2/accounts/${acme.accountId}`
  const set = await acme.patch(account, {
    ips: [{ ip: '203.0.113.7' }, { ip: '203.0.113.8', owner_id: acme.ownerId }, { ip: '203.0.113.9' }],
  })
  assert.equal(set.status, 200, set.text)
  await other.patch(`/v2/accounts/${other.accountId}`, { ips: [{ ip: '203.0.113.9' }] })
})

function from(ip: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  return owner.anonymous().get(path, { headers: { 'x-forwarded-for': ip, ...headers } })
}

function signIn(ip: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  return owner.anonymous().put('/v2/ip_auth', {}, { headers: { 'x-forwarded-for': ip, ...headers } })
}

function refused(reply: Reply): void {
  assert.equal(reply.status, 401, reply.text)
  assert.equal(reply.body['message'], 'invalid_credentials')
}

describe('ip_auth', () => {
  it('does not run unless an operator starts it', async () => {
    const reply = await signIn('203.0.113.7')
    assert.deepEqual([reply.status, reply.body['message']], [404, 'not_found'])
    refused(await from('203.0.113.7', `${account}/menus`))
    assert.equal(server.running.edge.services.modules.start('ip_auth'), true)
  })

  it('signs in the account that lists the address, or its user', async () => {
    const reply = await signIn('203.0.113.7')
    assert.equal(reply.status, 201, reply.text)
    const data = fieldsOf(reply)
    assert.deepEqual([data['account_id'], data['owner_id']], [acme.accountId, undefined])
    const token = new Client(server.url, String(reply.body['auth_token']))
    assert.equal(fieldsOf(await token.get('/v2/token_auth'))['method'], 'cb_ip_auth')
    const asUser = fieldsOf(await signIn('203.0.113.8'))
    assert.equal(asUser['owner_id'], acme.ownerId)
    for (const ip of ['203.0.113.9', '203.0.113.1', 'nonsense', '203.0.113.7, 203.0.113.1'])
      refused(await signIn(ip))
  })

  it('lets requests without a token in from there, and with a wrong one not', async () => {
    const reply = await from('203.0.113.7', `${account}/menus`)
    assert.equal(reply.status, 200, reply.text)
    assert.match(String(reply.body['auth_token']), /^[0-9a-f]{24}$/)
    refused(await from('203.0.113.7', `${account}/menus`, { 'x-auth-token': 'wrong' }))
    refused(await from('203.0.113.1', `${account}/menus`))
    refused(await from('203.0.113.9', `${account}/menus`))
    assert.equal((await from('203.0.113.7', `/v2/accounts/${other.accountId}/menus`)).status, 403)
    const key = `${account}/api_key`
    const put = { headers: { 'x-forwarded-for': '203.0.113.7' } }
    assert.equal((await owner.anonymous().put(key, {}, put)).status, 403)
    // The throw-away token is good for nothing.
    const thrownAway = new Client(server.url, String(reply.body['auth_token']))
    assert.equal((await thrownAway.get(`${account}/menus`)).status, 401)
  })

  it('does not lend the address to pages of other sites', async () => {
    const origin = { origin: 'https://evil.test' }
    refused(await signIn('203.0.113.7', origin))
    refused(await from('203.0.113.7', `${account}/menus`, origin))
    refused(await from('203.0.113.7', `${account}/menus`, { 'sec-fetch-site': 'cross-site' }))
    const own = { origin: `http://${new URL(server.url).host}` }
    assert.equal((await signIn('203.0.113.7', own)).status, 201)
    await configure(server, 'crossbar.ip_auth', { allowed_origins: ['https://evil.test'] })
    assert.equal((await signIn('203.0.113.7', origin)).status, 201)
    await configure(server, 'crossbar.ip_auth', {})
  })

  it('goes by what holds now: restrictions, and whether user and account are enabled', async () => {
    const restrictions = { cb_ip_auth: { _: { menus: [{ rules: { '#': ['GET'] } }] } } }
    await acme.post(`${account}/token_restrictions`, { restrictions })
    assert.equal((await from('203.0.113.7', `${account}/menus`)).status, 200)
    assert.equal((await from('203.0.113.7', `${account}/devices`)).status, 403)
    await acme.delete(`${account}/token_restrictions`)
    await acme.post(`${account}/security`, { auth_modules: { cb_ip_auth: { enabled: false } } })
    const off = await signIn('203.0.113.7')
    assert.deepEqual([off.status, off.body['message']], [401, 'invalid credentials'])
    await acme.delete(`${account}/security`)
    await owner.patch(`${account}/users/${acme.ownerId}`, { enabled: false })
    refused(await signIn('203.0.113.8'))
    refused(await from('203.0.113.8', `${account}/menus`))
    await owner.patch(account, { enabled: false })
    refused(await from('203.0.113.7', `${account}/menus`))
    const closed = await signIn('203.0.113.7')
    assert.deepEqual(
      [closed.status, closed.data],
      [400, { account: { disabled: { message: 'account disabled' } } }],
    )
    const attempts = entriesOf(await owner.get(`${account}/security/attempts`))
    assert.equal(attempts[0]?.['auth_type'], 'ip_auth')
  })
})
