import assert from 'node:assert/strict'
import { afterEach, before, describe, it, mock } from 'node:test'
import { noSwitch } from '../../src/outside/switch/none.ts'
import type { Client } from '../harness/client.ts'
import { idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

describe('devices and the switch', () => {
  const server = useServer()
  let admin: Client
  let devices: string
  before(async () => {
    const master = await server.masterClient()
    admin = await master.subAccount('Alpha')
    devices = `/v2/accounts/${admin.accountId}/devices`
  })
  afterEach(() => {
    mock.restoreAll()
  })

  /** Notes what the switch is told, in order. */
  function listen(): string[] {
    const told: string[] = []
    for (const command of [
      'checkSync',
      'flushCredentials',
      'flushRegistrations',
      'notify',
      'reloadAcls',
    ] as const)
      mock.method(noSwitch, command, (...args: unknown[]) => {
        told.push(
          [command, ...args.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))].join(
            ' ',
          ),
        )
      })
    return told
  }

  let count = 0
  /** A phone of its own for a test. */
  async function phone(
    fields: Readonly<Record<string, unknown>> = {},
  ): Promise<{ id: string; username: string }> {
    count += 1
    const username = `phone${String(count)}`
    const created = await admin.put(devices, {
      name: username,
      ...fields,
      sip: { username, password: 'secret 1' },
    })
    return { id: idOf(created), username }
  }

  describe('a device that changes', () => {
    it('is asked to fetch its configuration', async () => {
      const { id, username } = await phone()
      const told = listen()
      await admin.patch(`${devices}/${id}`, { name: 'renamed' })
      assert.deepEqual(told, [`checkSync alpha.test ${username}`])
    })

    it('has to register anew when its password changes', async () => {
      const { id, username } = await phone()
      const told = listen()
      await admin.patch(`${devices}/${id}`, { sip: { password: 'secret 2' } })
      assert.deepEqual(told, [
        `checkSync alpha.test ${username}`,
        `flushRegistrations alpha.test ${username}`,
        `flushCredentials alpha.test ${username}`,
      ])
    })

    it('loses both names when its name changes, and the old one is forgotten', async () => {
      const { id, username } = await phone()
      const told = listen()
      await admin.patch(`${devices}/${id}`, { sip: { username: `${username}b` } })
      assert.deepEqual(told, [
        `checkSync alpha.test ${username}`,
        `checkSync alpha.test ${username}b`,
        `flushRegistrations alpha.test ${username}`,
        `flushRegistrations alpha.test ${username}b`,
        `flushCredentials alpha.test ${username}`,
      ])
    })

    it('is forgotten when it is switched off, but not when it is switched on', async () => {
      const { id, username } = await phone()
      const told = listen()
      await admin.patch(`${devices}/${id}`, { enabled: false })
      assert.deepEqual(told.slice(1), [
        `flushRegistrations alpha.test ${username}`,
        `flushCredentials alpha.test ${username}`,
      ])
      told.length = 0
      await admin.patch(`${devices}/${id}`, { enabled: true })
      assert.deepEqual(told.slice(1), [`flushRegistrations alpha.test ${username}`])
    })

    it('keeps its registration when only its presence id changes', async () => {
      const { id, username } = await phone()
      const told = listen()
      await admin.patch(`${devices}/${id}`, { presence_id: '100' })
      assert.deepEqual(told.slice(1), [`flushCredentials alpha.test ${username}`])
    })

    it('is forgotten when it is deleted', async () => {
      const { id, username } = await phone()
      const told = listen()
      await admin.delete(`${devices}/${id}`)
      assert.deepEqual(told, [
        `checkSync alpha.test ${username}`,
        `flushRegistrations alpha.test ${username}`,
        `flushCredentials alpha.test ${username}`,
      ])
    })

    it('makes the switch ask for addresses that are let in, when those change', async () => {
      const told = listen()
      const gateway = { name: 'gw', sip: { method: 'ip', ip: '203.0.113.5' } }
      const id = idOf(await admin.put(devices, gateway))
      await admin.patch(`${devices}/${id}`, { name: 'gw 2' })
      assert.deepEqual(told, ['reloadAcls'])
      await admin.patch(`${devices}/${id}`, { sip: { ip: '203.0.113.6' } })
      await admin.delete(`${devices}/${id}`)
      assert.deepEqual(told, ['reloadAcls', 'reloadAcls', 'reloadAcls'])
    })

    it('says nothing when the change is refused', async () => {
      const { id } = await phone()
      const told = listen()
      assert.equal((await admin.patch(`${devices}/${id}`, { name: '' })).status, 400)
      assert.deepEqual(told, [])
    })
  })

  describe('orders to a device', () => {
    it('sync lets it fetch its configuration', async () => {
      const { id, username } = await phone()
      const told = listen()
      const sent = await admin.post(`${devices}/${id}/sync`)
      assert.deepEqual([sent.status, sent.body['status'], sent.data], [200, 'success', 'sync request sent'])
      assert.deepEqual(told, [`checkSync alpha.test ${username}`])
      const missing = await admin.post(`${devices}/${'0'.repeat(32)}/sync`, {})
      assert.deepEqual([missing.status, missing.body['message']], [404, 'bad_identifier'])
    })

    it('notify sends an event with a body', async () => {
      const { id, username } = await phone()
      const told = listen()
      const sent = await admin.put(`${devices}/${id}`, {
        action: 'notify',
        data: { event: 'check-sync', body: { content_type: 'text/plain', data: 'now' } },
      })
      assert.deepEqual([sent.status, sent.body['status'], sent.data], [201, 'success', 'NOTIFY sent'])
      assert.deepEqual(told, [
        `notify alpha.test ${username} check-sync {"contentType":"text/plain","body":"now"}`,
      ])
    })

    it('notify takes the event from data when the action stands in the envelope', async () => {
      const { id, username } = await phone()
      const told = listen()
      const sent = await admin.put(`${devices}/${id}`, { event: 'talk' }, { envelope: { action: 'notify' } })
      assert.deepEqual([sent.status, sent.data], [201, 'NOTIFY sent'])
      assert.equal(told.length, 1)
      assert.match(told[0] ?? '', new RegExp(`^notify alpha\\.test ${username} talk`))
    })

    it('tells what is wrong with an order', async () => {
      const { id } = await phone()
      const told = listen()
      const none = await admin.put(`${devices}/${id}`, {})
      assert.deepEqual([none.status, none.body['message'], none.data], [400, 'action required', {}])
      const unknown = await admin.put(`${devices}/${id}`, { action: 'explode' })
      assert.deepEqual([unknown.status, unknown.body['message']], [400, 'invalid action'])
      const empty = await admin.put(`${devices}/${id}`, { action: 'notify' })
      assert.deepEqual(empty.data, { data: { required: { message: 'is required', value: 'data' } } })
      const bare = await admin.put(`${devices}/${id}`, { action: 'notify', data: {} })
      assert.deepEqual(bare.data, { 'data.event': { required: { message: 'is required', value: 'event' } } })
      const missing = await admin.put(`${devices}/${'0'.repeat(32)}`, { action: 'explode' })
      assert.equal(missing.status, 404)
      assert.deepEqual(told, [])
    })
  })

  describe('status of devices', () => {
    it('is empty while no switch answers', async () => {
      const status = await admin.get(`${devices}/status`)
      assert.deepEqual([status.status, status.data], [200, []])
      assert.equal(status.body['page_size'], undefined)
    })

    it('names each registered device once', async () => {
      const { id, username } = await phone()
      const other = 'e'.repeat(32)
      mock.method(noSwitch, 'registrations', (realm: string) =>
        Promise.resolve([
          { realm, username: username.toUpperCase() },
          { realm, username, contact: 'sip:here' },
          { realm, username: 'elsewhere', authorizingId: other },
          { realm, username: 'unknown' },
        ]),
      )
      const status = await admin.get(`${devices}/status`)
      assert.deepEqual(status.data, [
        { device_id: id, registered: true },
        { device_id: other, registered: true },
      ])
    })
  })
})
