import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { expectRefusals } from '../harness/refusals.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let account: string
let groups: string

const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Sales')
  stranger = await master.subAccount('Stranger')
  account = `/v2/accounts/${client.accountId}`
  groups = `${account}/groups`
})

describe('groups', () => {
  it('are created with endpoints of any kind, which need not exist', async () => {
    const endpoints = {
      user1: { type: 'user', weight: 20 },
      device1: { type: 'device', weight: 1 },
      group1: { type: 'group' },
      other: {},
    }
    const created = await client.put(groups, { name: 'Sales', endpoints })
    const id = idOf(created)
    assert.deepEqual(
      [created.status, created.headers.get('location'), created.data],
      [201, `${groups}/${id}`, { id, name: 'Sales', endpoints, music_on_hold: {} }],
    )
    assert.deepEqual((await client.get(`${groups}/${id}`)).data, created.data)
  })

  it('say which endpoints they have, be it none', async () => {
    const refused = await client.put(groups, {})
    assert.deepEqual(
      [refused.status, refused.body['message'], refused.data],
      [
        400,
        'validation error',
        {
          endpoints: { required: { message: 'is required', value: 'endpoints' } },
          name: { required: { message: 'is required', value: 'name' } },
        },
      ],
    )
    assert.equal((await client.put(groups, { name: 'Nobody', endpoints: {} })).status, 201)
    const wrong = { name: '', endpoints: [], flags: 'a', music_on_hold: { media_id: 'm'.repeat(129) } }
    assert.deepEqual(validatorsOf(await client.put(groups, wrong)), {
      name: ['minLength'],
      endpoints: ['type'],
      flags: ['type'],
      'music_on_hold.media_id': ['maxLength'],
    })
  })

  it('are listed with what they have', async () => {
    const own = await (await server.masterClient()).subAccount('Listed')
    const path = `/v2/accounts/${own.accountId}/groups`
    const full = idOf(
      await own.put(path, {
        name: 'Full',
        endpoints: { a: { type: 'user' }, b: { type: 'device' } },
        flags: ['x'],
        music_on_hold: { media_id: 'jazz' },
        smartpbx: { call_recording: { enabled: true }, vmbox: { enabled: false }, odd: 1 },
      }),
    )
    const plain = idOf(await own.put(path, { name: 'Plain', endpoints: {} }))
    assert.deepEqual((await own.get(`${path}?ascending=true`)).data, [
      { id: full, name: 'Full', features: ['call_recording', 'music_on_hold'], endpoints: 2, flags: ['x'] },
      { id: plain, name: 'Plain', features: [], endpoints: 0, flags: [] },
    ])
  })

  it('of a user are those that have the user as a user', async () => {
    const ann = idOf(await client.put(`${account}/users`, { first_name: 'Ann', last_name: 'Lee' }))
    const bob = idOf(await client.put(`${account}/users`, { first_name: 'Bob', last_name: 'Ray' }))
    const both = { [ann]: { type: 'user' }, [bob]: { type: 'user' } }
    const first = idOf(await client.put(groups, { name: 'Both', endpoints: both }))
    await client.put(groups, { name: 'As device', endpoints: { [ann]: { type: 'device' } } })
    await client.put(groups, { name: 'Odd', endpoints: { [ann]: 'user', [bob]: null } })
    const entry = { id: first, name: 'Both', features: [], endpoints: 2, flags: [] }
    assert.deepEqual((await client.get(`${account}/users/${ann}/groups`)).data, [entry])
    await client.patch(`${groups}/${first}`, { endpoints: { [ann]: null } })
    assert.deepEqual((await client.get(`${account}/users/${ann}/groups`)).data, [])
    assert.deepEqual((await client.get(`${account}/users/${bob}/groups`)).data, [{ ...entry, endpoints: 1 }])
    const missing = await client.get(`${account}/users/${'0'.repeat(32)}/groups`)
    assert.deepEqual([missing.status, fieldsOf(missing)['cause']], [404, '0'.repeat(32)])
  })

  it('are replaced, patched and deleted', async () => {
    const body = { name: 'Old', endpoints: { a: { type: 'user', weight: 5 } } }
    const path = `${groups}/${idOf(await client.put(groups, body))}`
    assert.deepEqual(validatorsOf(await client.post(path, { name: 'New' })), { endpoints: ['required'] })
    assert.deepEqual(fieldsOf(await client.post(path, { name: 'New', endpoints: {} }))['endpoints'], {})
    const patched = fieldsOf(await client.patch(path, { endpoints: { b: { type: 'device' } } }))
    assert.deepEqual([patched['name'], patched['endpoints']], ['New', { b: { type: 'device' } }])
    assert.deepEqual((await client.delete(path)).data, { ...patched, _read_only: { deleted: true } })
    assert.equal((await client.get(path)).status, 404)
  })

  it('keep what is deleted, and stay where they are named', async () => {
    const user = idOf(await client.put(`${account}/users`, { first_name: 'Cy', last_name: 'Poe' }))
    const device = idOf(await client.put(`${account}/devices`, { name: 'Desk' }))
    const inner = idOf(await client.put(groups, { name: 'Inner', endpoints: {} }))
    const endpoints = {
      [user]: { type: 'user' },
      [device]: { type: 'device' },
      [inner]: { type: 'group' },
    }
    const outer = `${groups}/${idOf(await client.put(groups, { name: 'Outer', endpoints }))}`
    for (const path of [`${account}/users/${user}`, `${account}/devices/${device}`, `${groups}/${inner}`])
      assert.equal((await client.delete(path)).status, 200)
    assert.deepEqual(fieldsOf(await client.get(outer))['endpoints'], endpoints)
  })

  it('that do not exist, and those of others, are refused', async () => {
    const body = { name: 'Any', endpoints: {} }
    const id = idOf(await client.put(groups, body))
    await expectRefusals({ owner: client, stranger, path: groups, id, body })
  })
})
