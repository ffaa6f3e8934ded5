import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { entriesOf, fieldsOf, idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

describe('devices', () => {
  const server = useServer()
  let master: Client
  let admin: Client
  let devices: string
  before(async () => {
    master = await server.masterClient()
    admin = await master.subAccount('Alpha')
    devices = `/v2/accounts/${admin.accountId}/devices`
  })

  describe('one device', () => {
    it('is created with defaults, and nothing else is made up', async () => {
      const created = await admin.put(devices, {
        name: 'gw',
        sip: { method: 'ip', ip: '203.0.113.9', invite_format: 'e164' },
      })
      assert.equal(created.status, 201)
      const id = idOf(created)
      assert.equal(created.headers.get('location'), `${devices}/${id}`)
      assert.deepEqual(created.data, {
        name: 'gw',
        sip: { method: 'ip', ip: '203.0.113.9', invite_format: 'e164', expire_seconds: 300 },
        enabled: true,
        call_restriction: {},
        contact_list: {},
        exclude_from_queues: false,
        music_on_hold: {},
        mwi_unsolicited_updates: true,
        register_overwrite_notify: false,
        ringtones: {},
        suppress_unregister_notifications: false,
        id,
      })
      const read = await admin.get(`${devices}/${id}`)
      assert.equal(read.status, 200)
      assert.deepEqual(read.data, created.data)
      assert.equal(read.body['revision'], created.body['revision'])
    })

    it('shows its SIP password, and no password is made up', async () => {
      const created = await admin.put(devices, {
        name: 'desk',
        sip: { username: 'Desk1', password: 'secret 1' },
      })
      assert.deepEqual(fieldsOf(created)['sip'], {
        username: 'Desk1',
        password: 'secret 1',
        method: 'password',
        invite_format: 'contact',
        expire_seconds: 300,
      })
      const bare = await admin.put(devices, { name: 'bare' })
      assert.deepEqual(fieldsOf(bare)['sip'], {
        method: 'password',
        invite_format: 'contact',
        expire_seconds: 300,
      })
    })

    it('is replaced as a whole, and patched in parts', async () => {
      const id = idOf(await admin.put(devices, { name: 'old', language: 'en', sip: { username: 'old1' } }))
      const replaced = await admin.post(`${devices}/${id}`, { name: 'new', id: 'f'.repeat(32) })
      assert.equal(replaced.status, 200)
      const fields = fieldsOf(replaced)
      assert.deepEqual([fields['id'], fields['name'], fields['language']], [id, 'new', undefined])
      const patched = await admin.patch(`${devices}/${id}`, {
        name: null,
        sip: { username: 'old2' },
      })
      assert.deepEqual(patched.data, { name: { required: { message: 'is required', value: 'name' } } })
      const renamed = await admin.patch(`${devices}/${id}`, { sip: { username: 'old2' } })
      assert.equal(renamed.status, 200)
      assert.deepEqual(
        [fieldsOf(renamed)['name'], fieldsOf(renamed)['sip']],
        ['new', { method: 'password', invite_format: 'contact', expire_seconds: 300, username: 'old2' }],
      )
    })

    it('is deleted once, and frees what was its alone', async () => {
      const body = { name: 'gone', mac_address: '0a0b0c0d0e0f', sip: { username: 'gone1' } }
      const id = idOf(await admin.put(devices, body))
      const deleted = await admin.delete(`${devices}/${id}`)
      assert.equal(deleted.status, 200)
      assert.deepEqual(fieldsOf(deleted)['_read_only'], { deleted: true })
      assert.equal(fieldsOf(deleted)['name'], 'gone')
      const again = await admin.delete(`${devices}/${id}`)
      assert.equal(again.status, 404)
      assert.equal(again.body['message'], 'bad_identifier')
      assert.equal(fieldsOf(again)['cause'], id)
      assert.equal((await admin.put(devices, body)).status, 201)
    })

    it('is not found from another account, nor by accounts beside it', async () => {
      const id = idOf(await admin.put(devices, { name: 'mine' }))
      const other = await master.subAccount('Beta')
      const there = await other.get(`/v2/accounts/${other.accountId}/devices/${id}`)
      assert.equal(there.status, 404)
      assert.equal((await other.get(`${devices}/${id}`)).status, 403)
      assert.equal((await other.post(`${devices}/${id}/sync`)).status, 403)
      assert.equal((await other.get(`${devices}/status`)).status, 403)
      assert.equal((await master.get(`${devices}/${id}`)).status, 200)
      assert.equal((await admin.anonymous().get(`${devices}/${id}`)).status, 401)
    })

    it('answers 404 below it and 405 to other verbs', async () => {
      const nowhere = await admin.get(`${devices}/${'0'.repeat(32)}/nothing`)
      assert.deepEqual([nowhere.status, nowhere.body['message']], [404, 'not_found'])
      const verb = await admin.delete(devices)
      assert.deepEqual([verb.status, verb.body['message']], [405, 'invalid_method'])
      assert.equal((await admin.put(`${devices}/status`, {})).status, 405)
      assert.equal((await admin.get(`${devices}/${'0'.repeat(32)}/sync`)).status, 405)
    })
  })

  describe('listings of devices', () => {
    it('give an entry for each device of the account', async () => {
      const account = await master.subAccount('Gamma')
      const path = `/v2/accounts/${account.accountId}/devices`
      const first = idOf(
        await account.put(path, {
          name: 'first',
          mac_address: '00:0B:82:00:00:01',
          owner_id: account.ownerId,
          enabled: false,
          device_type: 'softphone',
          flags: ['vip'],
          sip: { username: 'first1', password: 'secret 1' },
          mobile: { carrier: 'x' },
          call_recording: { any: { any: { enabled: true } } },
        }),
      )
      const second = idOf(await account.put(path, { name: 'second' }))
      const listed = await account.get(`${path}?ascending=true`)
      assert.equal(listed.status, 200)
      const entries = [
        {
          id: first,
          name: 'first',
          username: 'first1',
          mac_address: '000b82000001',
          owner_id: account.ownerId,
          enabled: false,
          device_type: 'softphone',
          mobile: { carrier: 'x' },
          call_recording: { any: { any: { enabled: true } } },
          flags: ['vip'],
        },
        { id: second, name: 'second', mac_address: '', enabled: true, device_type: 'sip_device', flags: [] },
      ]
      assert.deepEqual(listed.data, entries)
      assert.deepEqual((await account.get(path)).data, entries.toReversed())
      const filtered = await account.get(`${path}?filter_name=second`)
      assert.deepEqual(filtered.data, entries.slice(1))
      await account.delete(`${path}/${first}`)
      assert.deepEqual((await account.get(path)).data, entries.slice(1))
    })

    it('of a user give what the user owns and where the user is logged in', async () => {
      const account = await master.subAccount('Delta')
      const path = `/v2/accounts/${account.accountId}`
      const owner = account.ownerId
      const guest = idOf(await account.put(`${path}/users`, { first_name: 'G', last_name: 'Uest' }))
      const shared = idOf(
        await account.put(`${path}/devices`, {
          name: 'shared',
          owner_id: owner,
          hotdesk: { users: { [guest]: {}, [owner]: {} } },
        }),
      )
      const own = idOf(await account.put(`${path}/devices`, { name: 'own', owner_id: guest }))
      await account.put(`${path}/devices`, { name: 'nobody' })
      const usual = { mac_address: '', enabled: true, device_type: 'sip_device' }
      const owned = await account.get(`${path}/users/${owner}/devices`)
      assert.deepEqual(owned.data, [
        { id: shared, name: 'shared', owner_id: owner, hotdesked: false, ...usual },
      ])
      const visited = await account.get(`${path}/users/${guest}/devices?ascending=true`)
      assert.deepEqual(visited.data, [
        { id: shared, name: 'shared', owner_id: owner, hotdesked: true, ...usual },
        { id: own, name: 'own', owner_id: guest, hotdesked: false, ...usual },
      ])
      await account.patch(`${path}/devices/${shared}`, { hotdesk: { users: { [guest]: null } } })
      assert.deepEqual(
        entriesOf(await account.get(`${path}/users/${guest}/devices`)).map(({ name }) => name),
        ['own'],
      )
    })

    it('of a user are paged within the user', async () => {
      const account = await master.subAccount('Epsilon')
      const path = `/v2/accounts/${account.accountId}`
      for (const name of ['a', 'b', 'c'])
        await account.put(`${path}/devices`, { name, owner_id: account.ownerId })
      const listed = `${path}/users/${account.ownerId}/devices?ascending=true&page_size=2`
      const page = await account.get(listed)
      assert.deepEqual(
        entriesOf(page).map(({ name }) => name),
        ['a', 'b'],
      )
      const { next_start_key: next } = page.body
      assert.ok(typeof next === 'string')
      const rest = await account.get(`${listed}&start_key=${encodeURIComponent(next)}`)
      assert.deepEqual(
        entriesOf(rest).map(({ name }) => name),
        ['c'],
      )
      assert.equal(rest.body['next_start_key'], undefined)
    })

    it('and devices made below a user belong to nobody; the user must exist', async () => {
      const below = `/v2/accounts/${admin.accountId}/users/${admin.ownerId}/devices`
      const created = await admin.put(below, { name: 'below' })
      assert.equal(created.status, 201)
      assert.equal(fieldsOf(created)['owner_id'], undefined)
      const missing = `/v2/accounts/${admin.accountId}/users/${'a'.repeat(32)}/devices`
      const none = await admin.get(missing)
      assert.deepEqual([none.status, fieldsOf(none)['cause']], [404, 'a'.repeat(32)])
      assert.equal((await admin.put(missing, { name: 'x' })).status, 404)
    })
  })
})
