import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

describe('uniqueness among devices', () => {
  const server = useServer()
  let master: Client
  let admin: Client
  let devices: string
  before(async () => {
    master = await server.masterClient()
    admin = await master.subAccount('Alpha')
    devices = `/v2/accounts/${admin.accountId}/devices`
  })

  describe('what a device has alone', () => {
    it('is its MAC address, in the account', async () => {
      const id = idOf(await admin.put(devices, { name: 'mac', mac_address: '0000000000a1' }))
      const refused = await admin.put(devices, { name: 'mac 2', mac_address: '00:00:00:00:00:A1' })
      assert.equal(refused.status, 400)
      assert.deepEqual(refused.data, {
        mac_address: {
          unique: { message: 'Another device of the account has this MAC address', cause: '0000000000a1' },
        },
      })
      const same = await admin.post(`${devices}/${id}`, { name: 'same', mac_address: '0000000000a1' })
      assert.equal(same.status, 200)
      const other = await master.subAccount('Beta')
      const there = await other.put(`/v2/accounts/${other.accountId}/devices`, {
        name: 'there',
        mac_address: '0000000000a1',
      })
      assert.equal(there.status, 201)
    })

    it('is its SIP username, in the account and in any case of letters', async () => {
      const id = idOf(await admin.put(devices, { name: 'user', sip: { username: 'Phone1' } }))
      const refused = await admin.put(devices, { name: 'user 2', sip: { username: 'PHONE1' } })
      assert.deepEqual(refused.data, {
        'sip.username': { unique: { message: 'This SIP username is in use already', cause: 'PHONE1' } },
      })
      const renamed = await admin.patch(`${devices}/${id}`, { sip: { username: 'phone1' } })
      assert.equal(renamed.status, 200)
      const other = await master.subAccount('Gamma')
      const there = await other.put(`/v2/accounts/${other.accountId}/devices`, {
        name: 'there',
        sip: { username: 'phone1' },
      })
      assert.equal(there.status, 201)
    })

    it('is no username of a device known by its address, unless such a device comes second', async () => {
      const byAddress = { name: 'gw', sip: { username: 'trunk1', method: 'ip', ip: '198.51.100.1' } }
      assert.equal((await admin.put(devices, byAddress)).status, 201)
      const refused = await admin.put(devices, { name: 'phone', sip: { username: 'trunk1' } })
      assert.deepEqual(validatorsOf(refused), { 'sip.username': ['unique'] })
      assert.equal((await admin.put(devices, { name: 'phone', sip: { username: 'phone2' } })).status, 201)
      const second = { name: 'gw 2', sip: { username: 'phone2', method: 'ip', ip: '198.51.100.2' } }
      assert.equal((await admin.put(devices, second)).status, 201)
    })

    it('is its username in a realm of its own, in the whole system', async () => {
      const own = { name: 'own realm', sip: { username: 'roam1', realm: 'roaming.test' } }
      const created = await admin.put(devices, own)
      assert.equal(created.status, 201)
      const other = await master.subAccount('Delta')
      const there = `/v2/accounts/${other.accountId}/devices`
      const refused = await other.put(there, { ...own, sip: { username: 'ROAM1', realm: 'Roaming.test' } })
      assert.deepEqual(validatorsOf(refused), { 'sip.username': ['unique'] })
      await admin.patch(`${devices}/${idOf(created)}`, { sip: { realm: null } })
      assert.equal((await other.put(there, own)).status, 201)
      // Now the realm's name is taken by the other account's device, also when this account asks for it again.
      const back = await admin.patch(`${devices}/${idOf(created)}`, { sip: { realm: 'roaming.test' } })
      assert.deepEqual(validatorsOf(back), { 'sip.username': ['unique'] })
    })

    it('is its IP address, in the whole system, until it is deleted', async () => {
      const gateway = { name: 'gw', sip: { method: 'ip', ip: '198.51.100.77' } }
      const id = idOf(await admin.put(devices, gateway))
      assert.equal((await admin.post(`${devices}/${id}`, gateway)).status, 200)
      const other = await master.subAccount('Epsilon')
      const there = `/v2/accounts/${other.accountId}/devices`
      const refused = await other.put(there, gateway)
      assert.deepEqual(refused.data, {
        'sip.ip': {
          unique: { message: 'This IP address lets other calls in already', cause: '198.51.100.77' },
        },
      })
      assert.equal((await admin.delete(`${devices}/${id}`)).status, 200)
      assert.equal((await other.put(there, gateway)).status, 201)
    })

    it('is no IP address that an access list of the system lets in', async () => {
      await configure(server, 'ecallmgr', {
        acls: {
          carrier: { cidr: '192.0.2.0/28', type: 'allow' },
          pair: { cidr: ['192.0.2.100/32', '192.0.2.101'], type: 'allow' },
          broken: { cidr: 'anything/99' },
        },
      })
      for (const ip of ['192.0.2.1', '192.0.2.15', '192.0.2.100', '192.0.2.101']) {
        const refused = await admin.put(devices, { name: 'gw', sip: { method: 'ip', ip } })
        assert.deepEqual(validatorsOf(refused), { 'sip.ip': ['unique'] }, ip)
      }
      const outside = await admin.put(devices, { name: 'gw', sip: { method: 'ip', ip: '192.0.2.16' } })
      assert.equal(outside.status, 201)
    })

    it('is no IP address where the operator keeps no index of them', async () => {
      await configure(server, 'crossbar.devices', { allow_aggregates: false })
      const gateway = { name: 'gw', sip: { method: 'ip', ip: '198.51.100.200' } }
      assert.equal((await admin.put(devices, gateway)).status, 201)
      assert.equal((await admin.put(devices, gateway)).status, 201)
      await configure(server, 'crossbar.devices', {})
    })

    it('is free again when the account is deleted', async () => {
      const other = await master.subAccount('Zeta')
      const own = { name: 'gw', sip: { method: 'ip', ip: '198.51.100.88' } }
      const roaming = { name: 'roaming', sip: { username: 'zeta1', realm: 'roaming.test' } }
      const there = `/v2/accounts/${other.accountId}/devices`
      for (const body of [own, roaming]) assert.equal((await other.put(there, body)).status, 201)
      for (const body of [own, roaming]) assert.equal((await admin.put(devices, body)).status, 400)
      assert.equal((await master.delete(`/v2/accounts/${other.accountId}`)).status, 200)
      for (const body of [own, roaming]) assert.equal((await admin.put(devices, body)).status, 201)
    })

    it('needs an IPv4 address to be known by', async () => {
      const none = await admin.put(devices, { name: 'gw', sip: { method: 'ip' } })
      assert.deepEqual(none.data, { 'sip.ip': { type: { message: 'Must be an IPv4 address' } } })
      for (const ip of ['198.51.100', '::1', '198.51.100.256', 'gateway.test']) {
        const refused = await admin.put(devices, { name: 'gw', sip: { method: 'ip', ip } })
        assert.deepEqual(refused.data, {
          'sip.ip': { type: { message: 'Must be an IPv4 address', cause: ip } },
        })
      }
    })
  })
})
