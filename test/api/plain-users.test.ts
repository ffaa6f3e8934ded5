import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf, idOf, textAt } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let owner: Client
let admin: Client
let plain: Client
let child: Client
let account: string
let users: string
let self: string
let colleague: string
let below: string

const server = useServer({}, async () => {
  owner = await server.masterClient()
  admin = await owner.subAccount('Own')
  plain = await admin.userOf(admin.accountId, 'own.test', 'plain', 'user')
  child = await admin.subAccount('Child')
  account = `/v2/accounts/${admin.accountId}`
  users = `${account}/users`
  self = `${users}/${plain.ownerId}`
  const named = { first_name: 'Col', last_name: 'League', email: 'col@own.test' }
  colleague = `${users}/${idOf(await admin.put(users, named))}`
  below = `/v2/accounts/${child.accountId}`
})

type Asked = readonly [verb: string, path: string, data?: JsonObject]

/** Whatever is asked for is refused, whoever's it is, with one and the same answer. */
async function refused(...requests: readonly Asked[]): Promise<void> {
  const told = []
  for (const [verb, path, data] of requests) {
    const { status, body } = await plain.request(verb, path, verb === 'GET' ? undefined : (data ?? {}), {})
    told.push([verb, path, status, body['message']])
  }
  assert.deepEqual(
    told,
    requests.map(([verb, path]) => [verb, path, 403, 'forbidden']),
  )
}

async function statuses(client: Client, ...requests: readonly Asked[]): Promise<readonly number[]> {
  const found = []
  for (const [verb, path, data] of requests) found.push((await client.request(verb, path, data, {})).status)
  return found
}

async function allowPlainUsers(allowed: boolean): Promise<void> {
  await configure(server, 'crossbar.security', { allow_plain_users: allowed })
}

describe('a plain user, of itself', () => {
  it('changes what is its own: name, address, photo, password', async () => {
    const mailed = await plain.patch(self, {
      email: 'plain@own.test',
      call_forward: { enabled: true, number: '1' },
    })
    assert.equal(mailed.status, 200, mailed.text)
    const photo = { headers: { 'content-type': 'image/png' }, raw: Buffer.from('png') }
    assert.equal((await plain.post(`${self}/photo`, undefined, photo)).status, 200)
    assert.equal((await plain.delete(`${self}/photo`)).status, 200)
    const user = await admin.userOf(admin.accountId, 'own.test', 'changer', 'user')
    const path = `${users}/${user.ownerId}`
    const changed = await user.patch(path, { username: 'changed', password: 'pass word 2' })
    assert.equal(changed.status, 200, changed.text)
    await new Client(server.url).signIn('changed', 'pass word 2', { account_realm: 'own.test' })
  })

  it('sends its document back as a whole, with what admins decided as it is', async () => {
    await admin.patch(self, { call_restriction: { international: { action: 'deny' } } })
    const own = fieldsOf(await plain.get(self))
    assert.equal((await plain.post(self, { ...own, timezone: 'UTC' })).status, 200)
    const { call_restriction: restriction, ...less } = own
    assert.deepEqual(restriction, { international: { action: 'deny' } })
    await refused(['POST', self, less])
    await admin.patch(self, { call_restriction: null })
  })

  it('may leave out what is as the schema fills it in', async () => {
    const { priv_level: level, enabled, ...less } = fieldsOf(await plain.get(self))
    assert.deepEqual([level, enabled], ['user', true])
    assert.equal((await plain.post(self, less)).status, 200)
    assert.equal((await plain.patch(self, { priv_level: null })).status, 200)
    assert.equal(fieldsOf(await plain.get(self))['priv_level'], 'user')
  })

  it('decides neither what it may do nor whether it is there', async () => {
    const own = fieldsOf(await plain.get(self))
    await refused(
      ['PATCH', self, { priv_level: 'admin' }],
      ['POST', self, { ...own, priv_level: 'admin' }],
      ['PATCH', self, { enabled: false }],
      ['PATCH', self, { verified: true }],
      ['PATCH', self, { call_restriction: { international: { action: 'inherit' } } }],
      ['DELETE', self],
    )
    assert.equal(fieldsOf(await admin.get(self))['priv_level'], 'user')
  })

  it('nor by verbs told otherwise', async () => {
    const data = { priv_level: 'admin' }
    const enveloped = await plain.post(self, data, { envelope: { verb: 'PATCH' } })
    const overridden = await plain.post(self, data, { headers: { 'x-http-method-override': 'PATCH' } })
    const ofColleague = await plain.post(colleague, {}, { envelope: { verb: 'DELETE' } })
    const created = await plain.request('POST', users, { first_name: 'A' }, { envelope: { verb: 'PUT' } })
    assert.deepEqual(
      [enveloped, overridden, ofColleague, created].map(({ status }) => status),
      [403, 403, 403, 403],
    )
  })
})

describe('a plain user, of others', () => {
  it('reads them, and changes, makes and deletes none', async () => {
    assert.deepEqual(
      await statuses(plain, ['GET', users], ['GET', colleague], ['GET', `${colleague}/vcard`]),
      [200, 200, 200],
    )
    await refused(
      ['PUT', users, { first_name: 'New', last_name: 'User' }],
      ['POST', colleague, { first_name: 'A', last_name: 'B' }],
      ['PATCH', colleague, { timezone: 'UTC' }],
      ['PATCH', `${users}/${admin.ownerId}`, { password: 'mine now' }],
      ['PATCH', `${users}/${'0'.repeat(32)}`, { timezone: 'UTC' }],
      ['DELETE', colleague],
      ['POST', `${colleague}/photo`],
      ['DELETE', `${colleague}/photo`],
    )
    assert.equal((await admin.get(colleague)).status, 200)
  })

  it('not by naming itself before them', async () => {
    const id = colleague.slice(users.length)
    await refused(['PATCH', `${self}/users${id}`, { timezone: 'UTC' }])
    await refused(['DELETE', `${self}/users${id}`])
  })

  it('has devices and voicemail boxes as ever', async () => {
    const device = await plain.put(`${self}/devices`, { name: 'Mine' })
    assert.equal(device.status, 201, device.text)
    const box = await plain.put(`${account}/vmboxes`, { name: 'Mine', mailbox: '1', owner_id: plain.ownerId })
    assert.equal(box.status, 201, box.text)
    assert.equal((await plain.delete(`${account}/devices/${idOf(device)}`)).status, 200)
  })
})

describe('a plain user, of accounts', () => {
  it('reads its own and those below', async () => {
    const asked: readonly Asked[] = [
      ['GET', account],
      ['GET', `${account}/children`],
      ['GET', below],
      ['GET', `${below}/users`],
    ]
    assert.deepEqual(await statuses(plain, ...asked), [200, 200, 200, 200])
  })

  it('makes, changes, moves and ends none', async () => {
    const own = fieldsOf(await plain.get(account))
    await refused(
      ['PUT', '/v2/accounts', { name: 'Mine' }],
      ['PUT', account, { name: 'Mine' }],
      ['POST', account, { ...own, name: 'Mine' }],
      ['PATCH', account, { name: 'Mine' }],
      ['DELETE', account],
      ['POST', `${below}/move`, { to: owner.accountId }],
      ['PUT', `${account}/reseller`],
      ['GET', `${account}/api_key`],
      ['PUT', `${account}/api_key`],
      ['PATCH', below, { name: 'Mine' }],
      ['DELETE', below],
    )
    assert.equal((await plain.post(account, {}, { envelope: { verb: 'DELETE' } })).status, 403)
    assert.equal((await admin.get(below)).status, 200)
  })

  it('changes nothing below its own', async () => {
    const device = idOf(await child.put(`${below}/devices`, { name: 'Theirs' }))
    await refused(
      ['PUT', `${below}/devices`, { name: 'Mine' }],
      ['PATCH', `${below}/devices/${device}`, { name: 'Mine' }],
      ['DELETE', `${below}/devices/${device}`],
      ['PUT', `${below}/users`, { first_name: 'A', last_name: 'B', priv_level: 'admin' }],
      ['PATCH', `${below}/users/${child.ownerId}`, { password: 'mine now' }],
      ['PATCH', `${below}/configs/anything`, { mine: true }],
      ['POST', `${below}/apps_store/blacklist`, { blacklist: [] }],
    )
    assert.equal((await admin.patch(`${below}/devices/${device}`, { name: 'Ours' })).status, 200)
  })

  it('does not act as a user below, who may be an admin', async () => {
    const as = { account_id: child.accountId, owner_id: child.ownerId }
    const acting = await new Client(server.url).signIn('plain', 'pass word 1', {
      account_realm: 'own.test',
      as,
    })
    assert.equal((await acting.get(below)).status, 401)
    const above = await new Client(server.url).signIn('admin', 'pass word 1', {
      account_realm: 'own.test',
      as,
    })
    assert.equal((await above.get(below)).status, 200)
    await refused(['PUT', `${users}/${admin.ownerId}/user_auth`, { action: 'impersonate_user' }])
    await refused(['PUT', `${below}/users/${child.ownerId}/user_auth`, { action: 'impersonate_user' }])
  })
})

describe('a plain user, of what decides what it may do', () => {
  it('changes nothing', async () => {
    const app = '0'.repeat(32)
    await refused(
      ['POST', `${account}/token_restrictions`, { restrictions: {} }],
      ['DELETE', `${account}/token_restrictions`],
      ['PATCH', `${account}/security`, { auth_modules: {} }],
      ['PUT', `${account}/multi_factor`, { name: 'Mine' }],
      ['PATCH', `${account}/configs/crossbar.auth`, { auth_modules: {} }],
      ['PATCH', `${account}/configs/crossbar.accounts`, { allow_move: 'tree' }],
      ['PATCH', `${account}/configs/crossbar`, { mine: true }],
      ['PUT', `${account}/apps_store/${app}`, { allowed_users: 'all' }],
      ['POST', `${account}/apps_store/${app}`, { allowed_users: 'all' }],
      ['DELETE', `${account}/apps_store/${app}`],
      ['PUT', `${account}/whitelabel`, { company_name: 'Mine' }],
      ['POST', `${account}/whitelabel`, { company_name: 'Mine' }],
      ['DELETE', `${account}/whitelabel`],
      ['POST', `${account}/whitelabel/welcome`],
      ['POST', `${account}/whitelabel/logo`],
      ['POST', `${account}/migrations/any`, { perform_migration: 'now', include_descendants: true }],
    )
  })

  it('changes other settings of the account', async () => {
    assert.equal((await plain.patch(`${account}/configs/fax`, { max_outbound: 3 })).status, 200)
  })
})

describe('others', () => {
  it('are not held to it: API keys, and users of superduper accounts', async () => {
    const key = textAt(fieldsOf(await admin.get(`${account}/api_key`)), 'api_key')
    const signedIn = await new Client(server.url).put('/v2/api_auth', { api_key: key })
    const machine = new Client(server.url, textAt(signedIn.body, 'auth_token'))
    const realm = textAt(fieldsOf(await owner.get(`/v2/accounts/${owner.accountId}`)), 'realm')
    const operator = await owner.userOf(owner.accountId, realm, 'operator', 'user')
    for (const client of [machine, operator])
      assert.deepEqual(
        await statuses(
          client,
          ['PATCH', colleague, { timezone: 'UTC' }],
          ['PATCH', account, { timezone: 'Europe/Vienna' }],
          ['PATCH', below, { timezone: 'Europe/Vienna' }],
        ),
        [200, 200, 200],
      )
  })
})

describe('crossbar.security, allow_plain_users', () => {
  it('lets plain users do all of it, as the original does', async () => {
    await allowPlainUsers(true)
    const sub = await plain.put(account, { name: 'Mine' })
    assert.equal(sub.status, 201, sub.text)
    const user = await plain.put(users, { first_name: 'New', last_name: 'User' })
    assert.equal(user.status, 201, user.text)
    const asked: readonly Asked[] = [
      ['PATCH', `/v2/accounts/${idOf(sub)}`, { name: 'Ours' }],
      ['PUT', `/v2/accounts/${idOf(sub)}/devices`, { name: 'Mine' }],
      ['DELETE', `/v2/accounts/${idOf(sub)}`],
      ['PATCH', account, { timezone: 'Europe/Vienna' }],
      ['PATCH', colleague, { priv_level: 'admin', email: 'mine@own.test' }],
      ['DELETE', `${users}/${idOf(user)}`],
      ['PUT', `${account}/whitelabel`, { company_name: 'Mine', domain: 'mine.test' }],
      ['PATCH', `${account}/configs/crossbar.auth`, { auth_modules: {} }],
    ]
    assert.deepEqual(await statuses(plain, ...asked), [200, 201, 200, 200, 200, 200, 201, 200])
    const as = { account_id: child.accountId, owner_id: child.ownerId }
    const acting = await new Client(server.url).signIn('plain', 'pass word 1', {
      account_realm: 'own.test',
      as,
    })
    assert.equal((await acting.get(below)).status, 200)
    assert.equal((await plain.patch(self, { priv_level: 'admin' })).status, 200)
    await admin.patch(self, { priv_level: 'user' })
    await allowPlainUsers(false)
    await refused(['PATCH', self, { priv_level: 'admin' }])
  })
})
