import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let client: Client
let stranger: Client
let path: string

const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Brand')
  stranger = await master.subAccount('Stranger')
  path = `/v2/accounts/${client.accountId}/whitelabel`
})

const brand = { company_name: 'Brand Ltd', domain: 'Phones.Brand.test', hide_powered: true }
const shown = { id: 'whitelabel', ...brand, hide_credits: false, hide_registration: false }

describe('whitelabel', () => {
  it('is not there at first', async () => {
    for (const reply of [await client.get(path), await client.post(path, brand), await client.delete(path)])
      assert.deepEqual([reply.status, reply.body['message']], [404, 'bad_identifier'])
    assert.deepEqual(validatorsOf(await client.post(path, { company_name: 5 })), { company_name: ['type'] })
  })

  it('is created once, found by its domain in any case without a token, replaced and deleted', async () => {
    const created = await client.put(path, brand)
    assert.deepEqual([created.status, created.data], [201, shown])
    assert.equal((await client.put(path, brand)).status, 409)
    assert.deepEqual(validatorsOf(await client.put(path, { company_name: 5 })), { company_name: ['type'] })
    assert.deepEqual((await client.get(path)).data, shown)
    const anyone = client.anonymous()
    for (const each of ['/v2/whitelabel/phones.brand.TEST', `${path}/phones.brand.test`]) {
      const found = await anyone.get(each)
      assert.deepEqual([found.status, found.data], [200, shown])
    }
    const replaced = await client.post(path, { company_name: 'Brand 2', domain: 'new.brand.test' })
    assert.equal(fieldsOf(replaced)['company_name'], 'Brand 2')
    const former = await anyone.get('/v2/whitelabel/phones.brand.test')
    assert.deepEqual(
      [former.status, former.data],
      [404, { cause: 'phones.brand.test', message: 'bad identifier' }],
    )
    assert.equal((await anyone.get('/v2/whitelabel/new.brand.test')).status, 200)
    assert.equal((await client.delete(path)).status, 200)
    assert.equal((await anyone.get('/v2/whitelabel/new.brand.test')).status, 404)
    assert.equal((await client.get(path)).status, 404)
  })

  it('has a domain that no other account has, and fields of the right type', async () => {
    await client.put(path, brand)
    const foreign = `/v2/accounts/${stranger.accountId}/whitelabel`
    const refused = await stranger.put(foreign, { domain: 'PHONES.brand.test', hide_powered: 'perhaps' })
    assert.deepEqual(validatorsOf(refused), { domain: ['unique'], hide_powered: ['type'] })
    assert.deepEqual((refused.data as { domain: unknown }).domain, {
      unique: { message: 'Another account has this domain', cause: 'PHONES.brand.test' },
    })
    const both = await Promise.all(
      [client, stranger].map((each) =>
        each.put(`/v2/accounts/${each.accountId}/whitelabel`, { domain: 'race.test' }),
      ),
    )
    assert.ok(both.every(({ status }) => status === 201 || status === 409 || status === 400))
    assert.equal((await client.delete(path)).status, 200)
    await stranger.delete(foreign)
  })

  it('cannot be patched, nor touched by other tenants', async () => {
    await client.put(path, brand)
    assert.equal((await client.patch(path, {})).status, 405)
    for (const reply of [
      await stranger.get(path),
      await stranger.put(path, brand),
      await stranger.post(path, brand),
      await stranger.delete(path),
      await stranger.post(`${path}/logo`, undefined, { raw: 'x', headers: { 'content-type': 'image/png' } }),
      await stranger.post(`${path}/domains`, {}),
    ])
      assert.equal(reply.status, 403)
    assert.equal((await client.anonymous().get(path)).status, 401)
    await client.delete(path)
  })
})

describe('files of a whitelabel', () => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex')

  it('are replaced, and shown to everyone by account and by domain', async () => {
    await client.put(path, { domain: 'files.test' })
    const upload = (kind: string, type: string, raw: Buffer, query = '') =>
      client.post(`${path}/${kind}${query}`, undefined, { raw, headers: { 'content-type': type } })
    const set = await upload('logo', 'image/png', png, '?filename=our%20logo.png')
    assert.equal(set.status, 200)
    await upload('icon', 'image/x-icon', Buffer.from('icon'))
    await upload('welcome', 'text/html', Buffer.from('<h1>Hello</h1>'))
    const anyone = client.anonymous()
    for (const base of [path, '/v2/whitelabel/files.test', `${path}/files.test`]) {
      const logo = await anyone.get(`${base}/logo`)
      assert.deepEqual([logo.status, logo.headers.get('content-type'), logo.bytes], [200, 'image/png', png])
      assert.equal(logo.headers.get('content-disposition'), 'attachment; filename=logo-ourlogo.png')
      assert.equal((await anyone.get(`${base}/icon`)).headers.get('content-type'), 'image/x-icon')
      assert.equal((await anyone.get(`${base}/welcome`)).text, '<h1>Hello</h1>')
    }
    await upload('logo', 'image/gif', Buffer.from('GIF89a'))
    // The domain decides, whatever account is named with it.
    const elsewhere = await anyone.get(`/v2/accounts/${stranger.accountId}/whitelabel/files.test/icon`)
    assert.deepEqual([elsewhere.status, elsewhere.text], [200, 'icon'])
    const unknown = await anyone.get(`${path}/other.test/icon`)
    assert.deepEqual(
      [unknown.status, unknown.data],
      [404, { message: 'bad identifier', cause: 'other.test' }],
    )
    const second = await anyone.get(`${path}/logo`)
    assert.deepEqual([second.headers.get('content-type'), second.text], ['image/gif', 'GIF89a'])
    const text = await upload(
      'logo',
      'application/base64',
      Buffer.from(`data:image/png;base64,${png.toString('base64')}`),
    )
    assert.equal(text.status, 200)
    assert.deepEqual((await anyone.get(`${path}/logo`)).bytes, png)
  })

  it('come in the types they may have, one at a time', async () => {
    for (const [kind, type] of [
      ['logo', 'image/x-icon'],
      ['icon', 'text/html'],
      ['welcome', 'image/png'],
    ] as const) {
      const reply = await client.post(`${path}/${kind}`, undefined, {
        raw: 'x',
        headers: { 'content-type': type },
      })
      assert.equal(reply.status, 415, kind)
    }
    const none = await client.post(`${path}/logo`, undefined, {
      raw: '',
      headers: { 'content-type': 'image/png' },
    })
    assert.deepEqual(validatorsOf(none), { file: ['required'] })
  })

  it('may be missing', async () => {
    await client.delete(path)
    const anyone = client.anonymous()
    const unbranded = await anyone.get(`${path}/logo`)
    assert.deepEqual(
      [unbranded.status, unbranded.body['message'], unbranded.data],
      [404, 'bad identifier', ['logo']],
    )
    const unknown = await anyone.get('/v2/whitelabel/files.test/logo')
    assert.deepEqual(
      [unknown.status, unknown.body['message'], unknown.data],
      [404, 'bad_identifier', { message: 'bad identifier', cause: 'files.test' }],
    )
    await client.put(path, { domain: 'files.test' })
    const missing = await anyone.get('/v2/whitelabel/files.test/icon')
    assert.deepEqual(
      [missing.status, missing.body['message'], missing.data],
      [404, 'bad identifier', ['icon']],
    )
    const image = await anyone.get(`${path}/icon`, { headers: { accept: 'image/*' } })
    assert.equal(image.status, 404)
    assert.equal((await client.delete(path)).status, 200)
    const upload = await client.post(`${path}/logo`, undefined, {
      raw: png,
      headers: { 'content-type': 'image/png' },
    })
    assert.equal(upload.status, 404)
  })
})
