import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let account: string
let ann: string
let bob: string
let desk: string
let hall: string

const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Desks')
  stranger = await master.subAccount('Stranger')
  account = `/v2/accounts/${client.accountId}`
  ann = idOf(
    await client.put(`${account}/users`, {
      first_name: 'Ann',
      last_name: 'Lee',
      presence_id: '100',
      hotdesk: { enabled: true },
      do_not_disturb: { enabled: true },
      features: ['stored'],
      flags: ['vip'],
    }),
  )
  bob = idOf(await client.put(`${account}/users`, { first_name: 'Bob', last_name: 'Orr' }))
  const gone = 'f'.repeat(32)
  const desks = { [ann]: {}, [bob]: {}, [gone]: {} }
  desk = idOf(await client.put(`${account}/devices`, { name: 'Desk', hotdesk: { users: desks } }))
  hall = idOf(await client.put(`${account}/devices`, { name: 'Hall', hotdesk: { users: { [ann]: {} } } }))
  await client.put(`${account}/devices`, { name: 'Nobody' })
})

function byDevice(entries: unknown): unknown[] {
  assert.ok(Array.isArray(entries))
  return entries.map((each) => JSON.stringify(each)).toSorted()
}

describe('hotdesks', () => {
  it('are listed once for each user who is logged in at a device', async () => {
    const listed = await client.get(`${account}/hotdesks`)
    const atDesk = JSON.stringify({ device_id: desk, device_name: 'Desk' })
    const inHall = JSON.stringify({ device_id: hall, device_name: 'Hall' })
    assert.deepEqual([listed.status, listed.body['page_size']], [200, 4])
    assert.deepEqual(byDevice(listed.data), [atDesk, atDesk, atDesk, inHall].toSorted())
  })

  it('of a user are the devices where that user is logged in', async () => {
    const listed = await client.get(`${account}/users/${bob}/hotdesks`)
    assert.deepEqual([listed.status, listed.data], [200, [{ device_id: desk, device_name: 'Desk' }]])
    const both = await client.get(`${account}/users/${ann}/hotdesks`)
    assert.equal(byDevice(both.data).length, 2)
  })

  it('of a device are the users who are logged in there and still exist', async () => {
    const listed = await client.get(`${account}/devices/${hall}/hotdesks`)
    assert.deepEqual(
      [listed.status, listed.data],
      [
        200,
        [
          {
            id: ann,
            features: ['hotdesk', 'vm_to_email'],
            first_name: 'Ann',
            last_name: 'Lee',
            priv_level: 'user',
            presence_id: '100',
          },
        ],
      ],
    )
    const users = await client.get(`${account}/devices/${desk}/hotdesks`)
    assert.ok(Array.isArray(users.data))
    assert.equal(users.data.length, 2)
  })

  it('follow the devices', async () => {
    const device = idOf(
      await client.put(`${account}/devices`, { name: 'Gate', hotdesk: { users: { [bob]: {} } } }),
    )
    assert.equal(byDevice((await client.get(`${account}/users/${bob}/hotdesks`)).data).length, 2)
    await client.post(`${account}/devices/${device}`, { name: 'Gate' })
    assert.equal(byDevice((await client.get(`${account}/users/${bob}/hotdesks`)).data).length, 1)
    await client.delete(`${account}/devices/${device}`)
  })

  it('of what does not exist are not found', async () => {
    const missing = '0'.repeat(32)
    for (const noun of ['devices', 'users']) {
      const reply = await client.get(`${account}/${noun}/${missing}/hotdesks`)
      assert.deepEqual(
        [reply.status, reply.body['message'], reply.data],
        [404, 'bad_identifier', { message: 'bad identifier', cause: missing }],
      )
    }
    const elsewhere = `/v2/accounts/${stranger.accountId}`
    assert.equal((await stranger.get(`${elsewhere}/devices/${desk}/hotdesks`)).status, 404)
    assert.deepEqual((await stranger.get(`${elsewhere}/hotdesks`)).data, [])
  })

  it('are read only, by the account and those above it', async () => {
    assert.equal((await client.put(`${account}/hotdesks`, {})).status, 405)
    for (const path of ['hotdesks', `users/${ann}/hotdesks`, `devices/${desk}/hotdesks`]) {
      assert.equal((await stranger.get(`${account}/${path}`)).status, 403)
      assert.equal((await client.anonymous().get(`${account}/${path}`)).status, 401)
    }
  })
})
