import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { expectRefusals } from '../harness/refusals.ts'
import { fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { ScriptedSwitch } from '../harness/scripted-switch.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let trunks: string

const telephony = new ScriptedSwitch()
const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Trunks')
  stranger = await master.subAccount('Stranger')
  trunks = `/v2/accounts/${client.accountId}/connectivity`
})

afterEach(() => {
  telephony.reset()
})

/** A telephone exchange of the account's own. */
const exchange = {
  name: 'Main',
  auth: { auth_method: 'Password', auth_user: 'PBX', auth_password: 'secret' },
  DIDs: { '+14155550100': { failover: { e164: '+14155550199' } } },
  options: { inbound_format: 'e164' },
}

/** The same with the schema's defaults. */
const completed = {
  ...exchange,
  DIDs: { '+14155550100': { failover: { e164: '+14155550199' }, force_outbound: false } },
  options: {
    inbound_format: 'e164',
    delay: 0,
    enabled: true,
    force_outbound: false,
    hunt_non_reconcilable: false,
    media_handling: 'bypass',
  },
}

describe('connectivity', () => {
  it('is created with the realm of the account and the defaults of its servers', async () => {
    const created = await client.put(trunks, {
      name: 'Office',
      account: { trunks: 2, auth_realm: 'elsewhere.test' },
      servers: [exchange],
    })
    const id = idOf(created)
    const shown = {
      id,
      name: 'Office',
      account: { trunks: 2, auth_realm: 'trunks.test' },
      servers: [completed],
    }
    assert.deepEqual(
      [created.status, created.headers.get('location'), created.data],
      [201, `${trunks}/${id}`, shown],
    )
    assert.deepEqual((await client.get(`${trunks}/${id}`)).data, shown)
    await client.delete(`${trunks}/${id}`)
  })

  it('needs nothing', async () => {
    const created = await client.put(trunks, {})
    const id = idOf(created)
    assert.deepEqual(created.data, { id, account: { auth_realm: 'trunks.test' }, servers: [] })
    await client.delete(`${trunks}/${id}`)
  })

  it('is listed as ids', async () => {
    const ids = [idOf(await client.put(trunks, {})), idOf(await client.put(trunks, {}))]
    const listed = await client.get(trunks)
    assert.deepEqual(listed.data, ids.toSorted().toReversed())
    assert.deepEqual((await client.get(`${trunks}?ascending=true`)).data, ids.toSorted())
    for (const id of ids) await client.delete(`${trunks}/${id}`)
  })

  it('is replaced, patched and deleted, and keeps the realm', async () => {
    const path = `${trunks}/${idOf(await client.put(trunks, { name: 'First', servers: [exchange] }))}`
    const replaced = fieldsOf(await client.post(path, { account: { trunks: 1 } }))
    assert.deepEqual(
      [replaced['name'], replaced['account'], replaced['servers']],
      [undefined, { trunks: 1, auth_realm: 'trunks.test' }, []],
    )
    const patched = fieldsOf(await client.patch(path, { name: 'Second', account: null }))
    assert.deepEqual([patched['name'], patched['account']], ['Second', { auth_realm: 'trunks.test' }])
    const deleted = await client.delete(path)
    assert.deepEqual([deleted.status, fieldsOf(deleted)['_read_only']], [200, { deleted: true }])
    assert.equal((await client.get(path)).status, 404)
  })

  it('tells all that is wrong with it', async () => {
    const bare = await client.put(trunks, { servers: [{}] })
    assert.deepEqual(bare.data, { 'servers.0.auth': { required: { message: 'is required', value: 'auth' } } })
    const refused = await client.put(trunks, {
      account: { trunks: -1, caller_id: { cid_name: 'n'.repeat(36) } },
      servers: [
        {
          auth: { auth_method: 'magic', auth_user: '', port: 'x' },
          DIDs: { '100': { caller_id: { cid_name: '' } } },
          options: { inbound_format: 'any', progress_timeout: 0 },
        },
      ],
    })
    assert.deepEqual(validatorsOf(refused), {
      'account.caller_id.cid_name': ['maxLength'],
      'account.trunks': ['minimum'],
      'servers.0.DIDs.100.caller_id.cid_name': ['minLength'],
      'servers.0.auth.auth_method': ['enum'],
      'servers.0.auth.auth_user': ['minLength'],
      'servers.0.auth.port': ['type'],
      'servers.0.options.inbound_format': ['enum'],
      'servers.0.options.progress_timeout': ['minimum'],
    })
    assert.deepEqual(validatorsOf(await client.put(trunks, { account: [] })), { account: ['type'] })
  })

  it('keeps the user names of its servers from devices', async () => {
    const id = idOf(await client.put(trunks, { servers: [exchange] }))
    const devices = `/v2/accounts/${client.accountId}/devices`
    const phone = { name: 'Phone', sip: { username: 'pbx', password: 'secret' } }
    assert.deepEqual(validatorsOf(await client.put(devices, phone)), { 'sip.username': ['unique'] })
    await client.delete(`${trunks}/${id}`)
    assert.equal((await client.put(devices, phone)).status, 201)
  })

  it('tells the switch what it must not remember', async () => {
    const path = `${trunks}/${idOf(await client.put(trunks, { servers: [exchange] }))}`
    assert.deepEqual(telephony.told, [['flushRegistrations', 'trunks.test']])
    telephony.reset()
    await client.patch(path, { servers: [{ auth: { auth_method: 'IP', ip: '203.0.113.9' } }] })
    assert.deepEqual(telephony.told, [['flushCredentials', 'trunks.test'], ['reloadAcls']])
    telephony.reset()
    assert.equal((await client.patch(path, { servers: 'none' })).status, 400)
    assert.deepEqual(telephony.told, [])
    await client.delete(path)
    assert.deepEqual(telephony.told, [
      ['flushRegistrations', 'trunks.test'],
      ['flushCredentials', 'trunks.test'],
      ['reloadAcls'],
    ])
  })

  it('that does not exist, or is of others, is 404 and 403', async () => {
    const id = idOf(await client.put(trunks, {}))
    await expectRefusals({ owner: client, stranger, path: trunks, id, body: {} })
  })
})
