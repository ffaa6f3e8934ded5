import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { accountsDb } from '../../src/documents/accounts.ts'
import { systemAuthor } from '../../src/documents/author.ts'
import { isJsonObject, type JsonObject } from '../../src/json.ts'
import { makeApp } from '../harness/apps.ts'
import type { Client } from '../harness/client.ts'
import { entriesOf, fieldsOf, idOf } from '../harness/reply.ts'
import { master as masterLogin, useServer } from '../harness/server.ts'

let master: Client
let client: Client
let child: Client
let stranger: Client
let path: string
let callflows: string
let port: string
let hidden: string

const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Shop')
  child = await client.subAccount('Corner')
  stranger = await master.subAccount('Stranger')
  path = `/v2/accounts/${client.accountId}/apps_store`
  callflows = await makeApp(server, 'callflows', {
    tags: ['pbx'],
    source_url: 'https://apps.test/callflows/',
  })
  port = await makeApp(server, 'port', { i18n: { 'de-DE': { label: 'Umzug', description: 'Rufnummern' } } })
  hidden = await makeApp(server, 'secret', { published: false, phase: 'alpha', masqueradable: false })
})

const names = async (who: Client, account = who.accountId): Promise<readonly unknown[]> =>
  entriesOf(await who.get(`/v2/accounts/${account}/apps_store`)).map((app) => app['name'])

/** Names of the applications that somebody is told of who signs in. */
async function signedIn(username: string, realm: string): Promise<readonly unknown[]> {
  const user = await client
    .anonymous()
    .signIn(
      username,
      username === masterLogin.username && realm === masterLogin.realm ? masterLogin.password : 'pass word 1',
      {
        account_realm: realm,
      },
    )
  const apps = fieldsOf(await user.get('/v2/token_auth'))['apps']
  assert.ok(Array.isArray(apps))
  return apps.filter(isJsonObject).map((app) => app['name'])
}

describe('the applications an account is offered', () => {
  it('are the published ones of the master account, last name first', async () => {
    const reply = await client.get(path)
    assert.equal(reply.status, 200)
    assert.deepEqual(reply.data, [
      {
        id: port,
        name: 'port',
        i18n: { 'de-DE': { label: 'Umzug', description: 'Rufnummern' } },
        api_url: 'https://api.test/v2/',
        account_id: master.accountId,
        masqueradable: true,
      },
      {
        id: callflows,
        name: 'callflows',
        i18n: { 'en-US': { label: 'The callflows', description: 'What callflows does' } },
        tags: ['pbx'],
        api_url: 'https://api.test/v2/',
        source_url: 'https://apps.test/callflows/',
        account_id: master.accountId,
        masqueradable: true,
      },
    ])
    assert.equal(reply.body['page_size'], undefined)
  })

  it('are all of them for the master account', async () => {
    assert.deepEqual(await names(master), ['secret', 'port', 'callflows'])
    const app = fieldsOf(await master.get(`/v2/accounts/${master.accountId}/apps_store/${hidden}`))
    assert.deepEqual([app['published'], app['authority']], [true, 'super_admin'])
  })

  it('are shown one by one, unpublished ones too', async () => {
    const app = fieldsOf(await client.get(`${path}/${hidden}`))
    assert.deepEqual(app, {
      id: hidden,
      name: 'secret',
      api_url: 'https://api.test/v2/',
      author: 'Somebody',
      i18n: { 'en-US': { label: 'The secret', description: 'What secret does' } },
      icon: 'secret.png',
      license: '-',
      price: 0,
      version: '1.0',
      phase: 'alpha',
      masqueradable: false,
      account_id: master.accountId,
      published: false,
      authority: 'master_account',
    })
  })

  it('leave out the one for moving numbers where the brand says so', async () => {
    const brand = `/v2/accounts/${client.accountId}/whitelabel`
    await client.put(brand, { hide_port: true })
    assert.deepEqual(await names(client), ['callflows'])
    assert.equal(fieldsOf(await client.get(`${path}/${port}`))['authority'], 'whitelabel_hide_port')
    await master.put(`/v2/accounts/${client.accountId}/reseller`)
    assert.deepEqual(await names(client), ['port', 'callflows'])
    await master.delete(`/v2/accounts/${client.accountId}/reseller`)
    await client.delete(brand)
  })
})

describe('applications', () => {
  it('are installed once, changed and removed', async () => {
    const app = `${path}/${callflows}`
    for (const reply of [await client.post(app, {}), await client.delete(app)])
      assert.deepEqual(
        [reply.status, reply.body['message'], reply.data],
        [400, 'Application is not installed', {}],
      )
    const installed = await client.put(app, { allowed_users: 'all', users: [], name: 'other', pvt_x: 1 })
    assert.deepEqual(
      [installed.status, installed.data],
      [201, { allowed_users: 'all', users: [], name: 'callflows' }],
    )
    const again = await client.put(app, {})
    assert.deepEqual(
      [again.status, again.body['message'], again.data],
      [400, 'Application already installed', {}],
    )
    const changed = await client.post(app, { allowed_users: 'specific', users: ['u1', { id: 'u2' }] })
    assert.deepEqual(
      [changed.status, changed.data],
      [200, { allowed_users: 'specific', users: ['u1', { id: 'u2' }], name: 'callflows' }],
    )
    const shown = fieldsOf(await client.get(app))
    assert.deepEqual(
      [shown['allowed_users'], shown['users'], shown['authority'], shown['published']],
      ['specific', ['u1', { id: 'u2' }], 'app_store', true],
    )
    const [, listed] = entriesOf(await client.get(path))
    assert.deepEqual([listed?.['name'], listed?.['allowed_users']], ['callflows', 'specific'])
    const removed = await client.delete(app)
    assert.deepEqual([removed.status, removed.data], [200, {}])
    assert.equal(fieldsOf(await client.get(app))['allowed_users'], undefined)
  })

  it('stay what they are, whatever is stored for them', async () => {
    const app = `${path}/${hidden}`
    await client.put(app, {
      published: true,
      authority: 'me',
      account_id: 'x',
      id: 'y',
      allowed_users: 'all',
    })
    const shown = fieldsOf(await client.get(app))
    assert.deepEqual(
      [shown['id'], shown['name'], shown['published'], shown['authority'], shown['account_id']],
      [hidden, 'secret', false, 'master_account', master.accountId],
    )
    assert.deepEqual(await names(client), ['port', 'callflows'])
    await client.delete(app)
  })

  it('that do not exist are refused', async () => {
    for (const id of ['0'.repeat(32), '__proto__', client.accountId]) {
      const missing = await client.get(`${path}/${id}`)
      assert.deepEqual(
        [missing.status, missing.body['message'], missing.data],
        [404, 'bad_identifier', { details: id, message: 'bad identifier' }],
      )
      for (const reply of [
        await client.put(`${path}/${id}`, {}),
        await client.post(`${path}/${id}`, {}),
        await client.delete(`${path}/${id}`),
      ])
        assert.deepEqual(
          [reply.status, reply.body['message'], reply.data],
          [403, 'forbidden', { details: id, message: 'forbidden' }],
        )
    }
  })

  it('of one account are not another one’s to touch', async () => {
    for (const other of [stranger, child])
      for (const reply of [
        await other.get(path),
        await other.get(`${path}/${callflows}`),
        await other.get(`${path}/${callflows}/icon`),
        await other.put(`${path}/${callflows}`, {}),
        await other.post(`${path}/${callflows}`, {}),
        await other.delete(`${path}/${callflows}`),
      ])
        assert.equal(reply.status, 403, reply.text)
    assert.equal((await client.anonymous().get(path)).status, 401)
  })

  it('that stand in the account’s document are moved to a document of their own', async () => {
    const { documents } = server.running.edge.services
    const account = await documents.find(accountsDb, child.accountId)
    assert.ok(account)
    const apps = { [callflows]: { name: 'callflows', allowed_users: 'admins' } }
    await documents.writeOne(
      { change: 'replace', document: account, body: { ...account.body, apps } },
      systemAuthor,
    )
    const base = `/v2/accounts/${child.accountId}`
    assert.equal(fieldsOf(await child.get(`${base}/apps_store/${callflows}`))['allowed_users'], 'admins')
    assert.equal(fieldsOf(await child.get(base))['apps'], undefined)
    const moved = await documents.find(child.accountId, 'apps_store')
    assert.deepEqual([moved?.type, moved?.body], ['apps_store', { apps }])
  })
})

describe('the blacklist', () => {
  it('is for accounts above, and keeps applications from those below', async () => {
    const blacklist = `${path}/blacklist`
    for (const reply of [await client.get(blacklist), await client.post(blacklist, { blacklist: [] })])
      assert.deepEqual([reply.status, reply.body['message']], [403, 'forbidden'])
    assert.deepEqual((await master.get(blacklist)).data, { blacklist: [] })
    const set = await master.post(blacklist, { blacklist: [callflows] })
    assert.deepEqual([set.status, set.data], [200, { blacklist: [callflows] }])
    assert.deepEqual((await master.get(blacklist)).data, { blacklist: [callflows] })
    assert.deepEqual(await names(client), ['port'])
    assert.deepEqual(await signedIn('admin', 'shop.test'), ['port'])
    await client.put(`${path}/${callflows}`, { allowed_users: 'all' })
    assert.deepEqual(await names(client), ['port'])
    assert.equal(fieldsOf(await client.get(`${path}/${callflows}`))['authority'], 'app_store_blacklist')
    assert.deepEqual((await master.post(blacklist, {})).data, { blacklist: [] })
    assert.deepEqual(await names(client), ['port', 'callflows'])
    await client.delete(`${path}/${callflows}`)
    const own = await master.get(`/v2/accounts/${master.accountId}/apps_store/blacklist`)
    assert.equal(own.status, 403)
  })

  it('is a list of ids', async () => {
    const refused = await master.post(`${path}/blacklist`, { blacklist: 'all' })
    assert.deepEqual(
      [refused.status, refused.body['message'], refused.data],
      [
        400,
        'validation error',
        { blacklist: { type: { message: 'must be a list of ids', target: 'array', value: 'all' } } },
      ],
    )
  })
})

describe('who signs in', () => {
  let plain: Client
  before(async () => {
    plain = await client.userOf(client.accountId, 'shop.test', 'plain', 'user')
  })

  it('is told of the published applications, with labels in the own language', async () => {
    const apps = fieldsOf(await plain.get('/v2/token_auth'))['apps']
    assert.deepEqual(apps, [
      {
        id: callflows,
        name: 'callflows',
        api_url: 'https://api.test/v2/',
        source_url: 'https://apps.test/callflows/',
        label: 'The callflows',
      },
      { id: port, name: 'port', api_url: 'https://api.test/v2/' },
    ])
    await client.patch(`/v2/accounts/${client.accountId}/users/${plain.ownerId}`, { language: 'de-DE' })
    const labels = (fieldsOf(await plain.get('/v2/token_auth'))['apps'] as readonly JsonObject[]).map(
      ({ label }) => label,
    )
    assert.deepEqual(labels, ['The callflows', 'Umzug'])
  })

  it('is told of those alone that were installed for them', async () => {
    const app = `${path}/${callflows}`
    await client.put(app, { allowed_users: 'admins' })
    assert.deepEqual(await signedIn('plain', 'shop.test'), ['port'])
    assert.deepEqual(await signedIn('admin', 'shop.test'), ['callflows', 'port'])
    await client.post(app, { users: [plain.ownerId, { id: client.ownerId }] })
    assert.deepEqual(await signedIn('plain', 'shop.test'), ['callflows', 'port'])
    assert.deepEqual(await signedIn('admin', 'shop.test'), ['port'])
    await client.post(app, { allowed_users: 'specific', users: [] })
    assert.deepEqual(await signedIn('plain', 'shop.test'), ['port'])
    await client.post(app, { allowed_users: 'some' })
    assert.deepEqual(await signedIn('plain', 'shop.test'), ['port'])
    await client.post(app, { allowed_users: 'all' })
    assert.deepEqual(await signedIn('plain', 'shop.test'), ['callflows', 'port'])
    assert.deepEqual(await names(client), ['port', 'callflows'])
    await client.delete(app)
    assert.deepEqual(await signedIn(masterLogin.username, masterLogin.realm), ['callflows', 'port', 'secret'])
  })
})

describe('files of an application', () => {
  it('that are missing are said to be, to everyone', async () => {
    for (const [asked, message, data] of [
      [`${callflows}/icon`, 'bad identifier', [callflows]],
      [`${callflows}/screenshot/0`, 'bad identifier', ['screenshot/0']],
      [`${callflows}/screenshot/x`, 'bad identifier', ['screenshot/x']],
      ['nosuch/icon', 'bad_identifier', { details: 'nosuch', message: 'bad identifier' }],
    ] as const) {
      const reply = await client.anonymous().get(`/v2/apps_store/${asked}`)
      assert.deepEqual([reply.status, reply.body['message'], reply.data], [404, message, data])
      const image = await client
        .anonymous()
        .get(`/v2/apps_store/${asked}`, { headers: { accept: 'image/*' } })
      assert.equal(image.status, 404)
    }
  })
})

describe('apps_link', () => {
  it('answers only once it is started', async () => {
    assert.equal((await client.get('/v2/apps_link/authorize')).status, 404)
    server.running.edge.services.modules.start('apps_link')
    assert.equal((await client.anonymous().get('/v2/apps_link/authorize')).status, 401)
  })

  it('tells who is calling, and of the account in the path', async () => {
    const own = fieldsOf(await client.get('/v2/apps_link/authorize'))
    const account = {
      account_id: client.accountId,
      account_name: 'Shop',
      language: 'en-US',
      is_reseller: false,
      reseller_id: master.accountId,
      is_master: false,
    }
    assert.deepEqual(own, {
      auth_token: {
        ...account,
        owner_id: client.ownerId,
        method: 'cb_user_auth',
        apps: fieldsOf(await client.get('/v2/token_auth'))['apps'],
      },
      account,
    })
    const below = fieldsOf(await client.get(`/v2/accounts/${child.accountId}/apps_link/authorize`))
    assert.deepEqual(below['account'], { ...account, account_id: child.accountId, account_name: 'Corner' })
    assert.deepEqual(below['auth_token'], own.auth_token)
    assert.equal((await stranger.get(`/v2/accounts/${client.accountId}/apps_link/authorize`)).status, 403)
    const { masterId } = server.running.edge.services.accounts
    const ofMaster = fieldsOf(await master.get('/v2/apps_link/authorize'))['account']
    assert.deepEqual(isJsonObject(ofMaster) && [ofMaster['account_id'], ofMaster['is_master']], [
      masterId,
      true,
    ])
  })
})

describe('an application that is gone', () => {
  it('is offered to nobody', async () => {
    const id = await makeApp(server, 'brief')
    assert.deepEqual(await names(client), ['port', 'callflows', 'brief'])
    const { documents } = server.running.edge.services
    const document = await documents.find(master.accountId, id)
    assert.ok(document)
    await documents.write([{ change: 'delete', document }], systemAuthor)
    assert.deepEqual(await names(client), ['port', 'callflows'])
    assert.equal(idOf(await client.get(`${path}/${port}`)), port)
  })
})
