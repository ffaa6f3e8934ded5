import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let master: Client

const server = useServer({}, async () => {
  master = await server.masterClient()
})

/** An account whose callflows are made in the order of a test. */
class Office {
  readonly client: Client
  readonly path: string

  constructor(client: Client) {
    this.client = client
    this.path = `/v2/accounts/${client.accountId}`
  }

  async create(kind: string, body: JsonObject): Promise<string> {
    const reply = await this.client.put(`${this.path}/${kind}`, body)
    assert.equal(reply.status, 201, reply.text)
    return idOf(reply)
  }

  callflow(
    numbers: readonly string[],
    module: string,
    data: JsonObject,
    more: JsonObject = {},
  ): Promise<string> {
    return this.create('callflows', { numbers, flow: { module, data, children: {} }, ...more })
  }

  async contacts(): Promise<unknown> {
    const reply = await this.client.get(`${this.path}/contact_list`)
    assert.equal(reply.status, 200, reply.text)
    return reply.data
  }
}

async function office(name: string): Promise<Office> {
  return new Office(await master.subAccount(name))
}

describe('the contact list', () => {
  it('is empty without callflows', async () => {
    assert.deepEqual(await (await office('Empty')).contacts(), [])
  })

  it('has users and devices by their names, with the last number of each kind', async () => {
    const own = await office('People')
    const user = await own.create('users', { first_name: 'Ann', last_name: 'Lee' })
    const device = await own.create('devices', { name: 'Lobby' })
    const voicemail = { module: 'voicemail', data: {}, children: {} }
    await own.create('callflows', {
      numbers: ['1001', '+14155550101', '1002', '4155550102'],
      flow: { module: 'user', data: { id: user }, children: { _: voicemail } },
    })
    await own.callflow(['2001'], 'device', { id: device })
    // Not reached alone: something else comes behind.
    const menu = { module: 'menu', data: { id: 'm' }, children: {} }
    await own.create('callflows', {
      numbers: ['2002'],
      flow: { module: 'user', data: { id: user }, children: { _: menu } },
    })
    assert.deepEqual(await own.contacts(), [
      { name: 'Ann Lee', external_number: '+14155550102', internal_number: '1002' },
      { name: 'Lobby', internal_number: '2001' },
    ])
  })

  it('has other callflows by their name, what they point at, or the feature', async () => {
    const own = await office('Others')
    const menu = await own.create('menus', { name: 'Main' })
    const box = await own.create('vmboxes', { name: 'Shared', mailbox: '9' })
    await own.callflow(['3001'], 'ring_group', {
      name: 'Sales',
      endpoints: [{ id: menu, endpoint_type: 'user' }],
    })
    await own.callflow(['3002'], 'record_call', { action: 'start' }, { name: 'Named' })
    await own.callflow(['3003'], 'menu', { id: menu })
    await own.callflow(['+14155550199'], 'voicemail', { id: box, action: 'compose' })
    await own.callflow(
      ['*72'],
      'call_forward',
      { action: 'activate' },
      { featurecode: { name: 'a', number: '72' } },
    )
    await own.callflow(['*3'], 'park', { action: 'park' }, { featurecode: { name: 'b', number: '3' } })
    await own.callflow(['*4'], 'do_not_disturb', { action: 'toggle' })
    await own.callflow(['3004'], 'menu', { id: 'nowhere' })
    await own.callflow(['3005'], 'hangup', {})
    assert.deepEqual(await own.contacts(), [
      { name: 'Sales (ring group)', internal_number: '3001' },
      { name: 'Named (record call)', internal_number: '3002' },
      { name: 'Main (menu)', internal_number: '3003' },
      { name: 'Shared (voicemail)', external_number: '+14155550199' },
      { name: 'do not disturb (toggle)', internal_number: '*4' },
      { name: 'call forward (activate)', internal_number: '*72' },
      { name: 'park', internal_number: '*3' },
    ])
  })

  it('leaves out what says so, and what has no number', async () => {
    const own = await office('Hidden')
    const exclude = { contact_list: { exclude: true } }
    const hidden = await own.create('users', { first_name: 'Hid', last_name: 'Den', ...exclude })
    const device = await own.create('devices', { name: 'Secret', ...exclude })
    await own.callflow(['1001'], 'user', { id: hidden })
    await own.callflow(['1002'], 'device', { id: device })
    await own.callflow(['1003'], 'hangup', {}, { name: 'Quiet', ...exclude })
    await own.create('callflows', { patterns: ['^9'], name: 'Pattern', flow: { module: 'hangup', data: {} } })
    const callflow = await own.callflow(['1004'], 'hangup', {}, { name: 'Seen' })
    assert.deepEqual(await own.contacts(), [{ name: 'Seen (hangup)', internal_number: '1004' }])
    await own.client.delete(`${own.path}/callflows/${callflow}`)
    assert.deepEqual(await own.contacts(), [])
  })

  it('has only the kinds that the account, or else the operator, wants', async () => {
    const own = await office('Kinds')
    const user = await own.create('users', { first_name: 'Ann', last_name: 'Lee' })
    await own.callflow(['1001'], 'user', { id: user })
    await own.callflow(['1002'], 'hangup', {}, { name: 'Custom' })
    await configure(server, 'crossbar.contact_list', { default_includes: ['extension'] })
    const extension = { name: 'Ann Lee', internal_number: '1001' }
    const custom = { name: 'Custom (hangup)', internal_number: '1002' }
    assert.deepEqual(await own.contacts(), [extension])
    await own.client.patch(own.path, { contact_list: { includes: ['custom', 'featurecode'] } })
    assert.deepEqual(await own.contacts(), [custom])
    await own.client.patch(own.path, { contact_list: { includes: [] } })
    assert.deepEqual(await own.contacts(), [custom, extension])
    await configure(server, 'crossbar.contact_list', {})
  })

  it('is read only, and of the tree', async () => {
    const own = await office('Mine')
    const path = `${own.path}/contact_list`
    assert.equal((await own.client.put(path, {})).status, 405)
    assert.equal((await own.client.get(`${path}/any`)).status, 404)
    const refused = await (await master.subAccount('Stranger')).get(path)
    assert.deepEqual([refused.status, refused.data], [403, { message: 'forbidden' }])
    assert.equal((await own.client.anonymous().get(path)).status, 401)
  })
})
