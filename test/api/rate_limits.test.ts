import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let account: string
let device: string
let user: string

const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Limited')
  stranger = await master.subAccount('Stranger')
  account = `/v2/accounts/${client.accountId}`
  const desk = await client.put(`${account}/devices`, { name: 'Desk', sip: { username: 'desk1' } })
  device = `${account}/devices/${idOf(desk)}`
  const created = await client.put(`${account}/users`, { first_name: 'Ann', last_name: 'Lee' })
  user = `${account}/users/${idOf(created)}`
})

const packets = { per_minute: { total_packets: 600, invites: 60 }, per_second: { total_packets: 20 } }
const ofAccount = { account: packets, device: packets }

describe('rate_limits', () => {
  it('of an account are empty at first, set, changed in place and removed', async () => {
    const path = `${account}/rate_limits`
    const before = await client.get(path)
    assert.deepEqual([before.status, before.data], [200, {}])
    const set = await client.post(path, ofAccount)
    assert.deepEqual([set.status, set.data], [200, { id: idOf(set), ...ofAccount }])
    const changed = await client.post(path, { ...ofAccount, note: 'busy season' })
    assert.deepEqual(changed.data, { id: idOf(set), ...ofAccount, note: 'busy season' })
    assert.deepEqual((await client.get(path)).data, changed.data)
    assert.equal((await client.delete(path)).status, 200)
    assert.deepEqual((await client.get(path)).data, {})
    assert.deepEqual((await client.delete(path)).data, {})
  })

  it('of a device are its own', async () => {
    const path = `${device}/rate_limits`
    const set = await client.post(path, packets)
    assert.deepEqual([set.status, set.data], [200, { id: idOf(set), ...packets }])
    assert.deepEqual((await client.get(path)).data, set.data)
    assert.deepEqual((await client.get(`${account}/rate_limits`)).data, {})
    const deleted = await client.delete(path)
    assert.deepEqual(
      [deleted.status, deleted.data],
      [200, { id: idOf(set), ...packets, _read_only: { deleted: true } }],
    )
    assert.deepEqual((await client.get(path)).data, {})
    const again = await client.delete(path)
    assert.deepEqual([again.status, again.data], [200, {}])
  })

  it('must be complete and know no other counters', async () => {
    const refused = await client.post(`${account}/rate_limits`, { account: packets })
    assert.deepEqual(validatorsOf(refused), { device: ['required'] })
    const odd = await client.post(`${device}/rate_limits`, {
      per_minute: { total_packets: 'many', options: 3 },
      per_second: {},
    })
    assert.deepEqual(validatorsOf(odd), {
      'per_minute.total_packets': ['type'],
      'per_minute.options': ['additionalProperties'],
      'per_second.total_packets': ['required'],
    })
  })

  it('are made once when several clients set them first', async () => {
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => client.post(`${account}/rate_limits`, ofAccount)),
    )
    for (const { status } of replies) assert.ok(status === 200 || status === 409, String(status))
    const ids = replies.filter(({ status }) => status === 200).map(idOf)
    assert.equal(new Set(ids).size, 1)
  })

  it('belong to accounts and devices only, and to no other tenant', async () => {
    const wrong = await client.get(`${user}/rate_limits`)
    assert.deepEqual([wrong.status, wrong.body['message'], wrong.data], [404, 'faulty request', {}])
    const missing = `${account}/devices/${'0'.repeat(32)}/rate_limits`
    for (const reply of [
      await client.get(missing),
      await client.post(missing, packets),
      await client.delete(missing),
    ])
      assert.deepEqual([reply.status, reply.body['message']], [404, 'bad_identifier'])
    for (const path of [account, device])
      for (const reply of [
        await stranger.get(`${path}/rate_limits`),
        await stranger.post(`${path}/rate_limits`, packets),
        await stranger.delete(`${path}/rate_limits`),
      ])
        assert.equal(reply.status, 403)
  })
})
