import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

describe('validation of devices', () => {
  const server = useServer()
  let master: Client
  let admin: Client
  let devices: string
  before(async () => {
    master = await server.masterClient()
    admin = await master.subAccount('Alpha')
    devices = `/v2/accounts/${admin.accountId}/devices`
  })

  describe('fields of a device', () => {
    it('are checked by the schema, all faults in one answer', async () => {
      const refused = await admin.put(devices, {
        owner_id: 'short',
        sip: { password: 'abc', method: 'carrier' },
      })
      assert.equal(refused.status, 400)
      assert.equal(refused.body['error'], '400')
      assert.deepEqual(validatorsOf(refused), {
        name: ['required'],
        owner_id: ['minLength'],
        'sip.method': ['enum'],
        'sip.password': ['minLength'],
      })
      assert.deepEqual(fieldsOf(refused)['sip.method'], {
        enum: {
          message: 'A device proves who it is by password or by IP address',
          target: ['password', 'ip'],
          cause: 'carrier',
        },
      })
    })

    it('are brought into their usual form', async () => {
      const created = await admin.put(devices, {
        name: 'normal',
        mac_address: '00:0B-82.AA bb01',
        outbound_flags: [' fast ', 'safe'],
        sip: { username: 'normal1', realm: 'ALPHA.test' },
        provision: { combo_keys: { 1: null, 2: { type: 'line', value: 'x' } }, feature_keys: { 3: null } },
        caller_id: { emergency: { name: 'HQ', number: '14155550199' }, internal: { number: '100' } },
        sync: true,
      })
      const fields = fieldsOf(created)
      assert.equal(fields['mac_address'], '000b82aabb01')
      assert.deepEqual(fields['outbound_flags'], ['fast', 'safe'])
      assert.equal(Object.hasOwn(fields, 'sync'), false)
      assert.deepEqual(fields['provision'], {
        combo_keys: { 2: { type: 'line', value: 'x' } },
        feature_keys: {},
      })
      assert.deepEqual(fields['sip'], {
        username: 'normal1',
        method: 'password',
        invite_format: 'contact',
        expire_seconds: 300,
      })
      const dialled = await admin.patch(`${devices}/${idOf(created)}`, {
        caller_id: { emergency: { number: '4155550100' } },
        outbound_flags: { static: [' a '], dynamic: ['b '] },
      })
      assert.deepEqual(fieldsOf(dialled)['caller_id'], {
        emergency: { name: 'HQ', number: '+14155550100' },
        internal: { number: '100' },
      })
      assert.deepEqual(fieldsOf(dialled)['outbound_flags'], { static: ['a'], dynamic: ['b'] })
    })

    it('leave out a MAC address without a digit', async () => {
      const created = await admin.put(devices, { name: 'no mac', mac_address: '-: zz' })
      assert.equal(created.status, 201)
      assert.equal(Object.hasOwn(fieldsOf(created), 'mac_address'), false)
    })

    it('follow the dial plan of the account', async () => {
      await master.patch(`/v2/accounts/${admin.accountId}`, {
        dial_plan: { '^(\\d{7})$': { prefix: '+1415', description: 'local' } },
      })
      const created = await admin.put(devices, {
        name: 'local',
        caller_id: { emergency: { number: '5550123' } },
      })
      assert.deepEqual(fieldsOf(created)['caller_id'], { emergency: { number: '+14155550123' } })
    })

    it('refuse a key with a value it cannot have', async () => {
      const refused = await admin.put(devices, {
        name: 'keys',
        provision: { combo_keys: { 1: { type: 'parking', value: 11 } } },
      })
      assert.deepEqual(Object.keys(validatorsOf(refused)), ['provision.combo_keys.1'])
    })
  })

  describe('kinds of devices', () => {
    it('stay as they are, but for superduper admins', async () => {
      const id = idOf(await admin.put(devices, { name: 'soft', device_type: 'softphone' }))
      const refused = await admin.patch(`${devices}/${id}`, { device_type: 'landline' })
      assert.deepEqual(refused.data, {
        device_type: { invalid: { message: 'The type of a device cannot be changed', cause: 'landline' } },
      })
      const omitted = await admin.post(`${devices}/${id}`, { name: 'soft' })
      assert.deepEqual(omitted.data, {
        device_type: { invalid: { message: 'The type of a device cannot be changed', cause: '' } },
      })
      const kept = await admin.post(`${devices}/${id}`, { name: 'soft', device_type: 'softphone' })
      assert.equal(kept.status, 200)
      const changed = await master.patch(`${devices}/${id}`, { device_type: 'landline' })
      assert.equal(fieldsOf(changed)['device_type'], 'landline')
    })

    it('mobile: has its number, which nobody else has', async () => {
      const none = await admin.put(devices, { name: 'm', device_type: 'mobile' })
      assert.deepEqual(none.data, { 'mobile.mdn': { required: { message: 'A mobile needs its number' } } })
      const mobile = { name: 'm', device_type: 'mobile', mobile: { mdn: '4155550177' } }
      const id = idOf(await admin.put(devices, mobile))
      const taken = await admin.put(devices, { ...mobile, mobile: { mdn: '+14155550177' } })
      assert.deepEqual(taken.data, {
        'mobile.mdn': {
          unique: { message: 'This number exists in the system already', cause: '+14155550177' },
        },
      })
      const same = await admin.patch(`${devices}/${id}`, { mobile: { mdn: '+14155550177' } })
      assert.equal(same.status, 200)
      const changed = await admin.patch(`${devices}/${id}`, { mobile: { mdn: '4155550178' } })
      assert.deepEqual(changed.data, {
        'mobile.mdn': {
          invalid: { message: 'The number of a mobile cannot be changed', cause: '4155550178' },
        },
      })
      const byMaster = await master.patch(`${devices}/${id}`, { mobile: { mdn: '4155550178' } })
      assert.equal(byMaster.status, 200)
    })
  })
})
