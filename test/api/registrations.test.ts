import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { idOf } from '../harness/reply.ts'
import { never, ScriptedSwitch } from '../harness/scripted-switch.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let client: Client
let stranger: Client
let account: string
let registrations: string

const telephony = new ScriptedSwitch()
const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Phones')
  stranger = await master.subAccount('Stranger')
  account = `/v2/accounts/${client.accountId}`
  registrations = `${account}/registrations`
  await client.put(`${account}/devices`, { name: 'Ann', sip: { username: 'Ann', password: 'secret' } })
})

afterEach(() => {
  telephony.reset()
})

describe('registrations', () => {
  it('are listed with the place of their contact, each contact once', async () => {
    const ann = {
      username: 'ann',
      realm: 'phones.test',
      contact: 'sip:ann@10.0.0.1:5062',
      originalContact: '<sip:ann@192.0.2.7:5062;transport=udp>',
      userAgent: 'Phone 1',
      authorizingId: 'd'.repeat(32),
      suppressUnregisterNotify: false,
    }
    telephony.answer('registrations', (realm, username) => {
      assert.deepEqual([realm, username], ['phones.test', undefined])
      return Promise.resolve([
        { ...ann, userAgent: 'Phone 0' },
        ann,
        { username: 'bob', realm, contact: 'x', originalContact: 'sips:bob@[2001:db8::1]' },
        { username: 'eve', realm, contact: 'y', originalContact: 'sip:far.test;transport=TLS' },
        { username: 'zoe', realm, contact: 'z', originalContact: 'sip:zoe@192.0.2.8' },
        { username: 'odd', realm, contact: 'w' },
        { username: 'gone', realm },
      ])
    })
    const listed = await client.get(registrations)
    const realm = 'phones.test'
    assert.equal(listed.status, 200)
    assert.deepEqual(listed.data, [
      {
        username: 'ann',
        realm,
        contact: 'sip:ann@10.0.0.1:5062',
        original_contact: '<sip:ann@192.0.2.7:5062;transport=udp>',
        user_agent: 'Phone 1',
        authorizing_id: 'd'.repeat(32),
        suppress_unregister_notify: false,
        contact_ip: '192.0.2.7',
        contact_port: 5062,
      },
      {
        username: 'bob',
        realm,
        contact: 'x',
        original_contact: 'sips:bob@[2001:db8::1]',
        contact_ip: '[2001:db8::1]',
        contact_port: 5061,
      },
      {
        username: 'eve',
        realm,
        contact: 'y',
        original_contact: 'sip:far.test;transport=TLS',
        contact_ip: 'far.test',
        contact_port: 5061,
      },
      {
        username: 'zoe',
        realm,
        contact: 'z',
        original_contact: 'sip:zoe@192.0.2.8',
        contact_ip: '192.0.2.8',
        contact_port: 5060,
      },
      { username: 'odd', realm, contact: 'w' },
    ])
  })

  it('are none and counted as none when nobody answers', async () => {
    assert.deepEqual((await client.get(registrations)).data, [])
    assert.deepEqual((await client.get(`${registrations}/count`)).data, { count: 0 })
    telephony.answer('countRegistrations', never)
    assert.deepEqual((await client.get(`${registrations}/count`)).data, { count: 0 })
  })

  it('are counted', async () => {
    telephony.answer('countRegistrations', (realm) => Promise.resolve(realm === 'phones.test' ? 3 : 40))
    assert.deepEqual((await client.get(`${registrations}/count`)).data, { count: 3 })
    assert.deepEqual((await master.get('/v2/registrations/count')).data, { count: 40 })
  })

  it('of the whole system are for superduper admins', async () => {
    telephony.answer('registrations', (realm) =>
      Promise.resolve([{ username: realm, realm: 'any.test', contact: 'x' }]),
    )
    assert.deepEqual((await master.get('/v2/registrations')).data, [
      { username: 'all', realm: 'any.test', contact: 'x' },
    ])
    assert.equal((await client.get('/v2/registrations')).status, 403)
    assert.equal((await client.get('/v2/registrations/count')).status, 403)
    assert.equal((await client.anonymous().get('/v2/registrations')).status, 401)
  })

  it('are ended all at once', async () => {
    const ended = await client.delete(registrations)
    assert.deepEqual([ended.status, ended.data], [200, 'ok'])
    assert.deepEqual(telephony.told, [
      ['flushRegistrations', 'phones.test'],
      ['flushCredentials', 'phones.test'],
    ])
  })

  it('are ended by user name, in any case of letters', async () => {
    const ended = await client.delete(`${registrations}/ANN`)
    assert.deepEqual([ended.status, ended.data], [200, 'ok'])
    assert.deepEqual(telephony.told, [
      ['checkSync', 'phones.test', 'ANN'],
      ['flushRegistrations', 'phones.test', 'ANN'],
      ['flushCredentials', 'phones.test', 'ANN'],
    ])
  })

  it('of user names the account does not have are not found', async () => {
    const unknown = await client.delete(`${registrations}/nobody`)
    assert.deepEqual(
      [unknown.status, unknown.body['message'], unknown.data],
      [404, 'bad identifier', ['nobody']],
    )
    const elsewhere = registrations.replace(client.accountId, stranger.accountId)
    assert.equal((await stranger.delete(`${elsewhere}/ann`)).status, 404)
    assert.deepEqual(telephony.told, [])
  })

  it('of other accounts are 403, and other verbs 405', async () => {
    for (const path of [registrations, `${registrations}/count`])
      assert.equal((await stranger.get(path)).status, 403)
    for (const path of [registrations, `${registrations}/ann`])
      assert.equal((await stranger.delete(path)).status, 403)
    assert.equal((await client.get(`${registrations}/ann`)).status, 405)
    assert.equal((await client.delete(`${registrations}/count`)).status, 405)
    assert.equal((await client.put(registrations, {})).status, 405)
    assert.deepEqual(telephony.told, [])
  })
})

describe('the status of devices', () => {
  it('names those that are registered now, once each', async () => {
    const id = idOf(
      await client.put(`${account}/devices`, { name: 'Bob', sip: { username: 'bob', password: 'secret' } }),
    )
    telephony.answer('registrations', (realm) =>
      Promise.resolve([
        { username: 'BOB', realm },
        { username: 'bob', realm, contact: 'sip:here' },
      ]),
    )
    assert.deepEqual((await client.get(`${account}/devices/status`)).data, [
      { device_id: id, registered: true },
    ])
    telephony.answer('registrations', never)
    assert.deepEqual((await client.get(`${account}/devices/status`)).data, [])
  })
})
