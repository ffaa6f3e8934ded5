import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let account: string
let device: string
let user: string

const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Guarded')
  stranger = await master.subAccount('Stranger')
  account = `/v2/accounts/${client.accountId}`
  device = `${account}/devices/${idOf(await client.put(`${account}/devices`, { name: 'Desk' }))}`
  const created = await client.put(`${account}/users`, { first_name: 'Ann', last_name: 'Lee' })
  user = `${account}/users/${idOf(created)}`
})

const lists = { order: 'allow,deny', cidrs: ['192.0.2.0/24'], user_agent: '^Yealink' }

describe('access_lists', () => {
  for (const [owner, path] of [
    ['account', () => account],
    ['device', () => device],
  ] as const)
    it(`of the ${owner} are empty at first, set, shown with it and removed`, async () => {
      const own = `${path()}/access_lists`
      const before = await client.get(own)
      assert.deepEqual([before.status, before.data], [200, {}])
      const set = await client.post(own, lists)
      assert.deepEqual([set.status, set.data], [200, lists])
      assert.deepEqual((await client.get(own)).data, lists)
      assert.deepEqual(fieldsOf(await client.get(path()))['access_lists'], lists)
      const removed = await client.delete(own)
      assert.deepEqual([removed.status, removed.data], [200, {}])
      assert.equal(fieldsOf(await client.get(path()))['access_lists'], undefined)
    })

  it('need an order and networks', async () => {
    const refused = await client.post(`${account}/access_lists`, { order: 'deny' })
    assert.deepEqual(validatorsOf(refused), { cidrs: ['required'], order: ['enum'] })
    const typed = await client.post(`${device}/access_lists`, { order: 'allow,deny', cidrs: 'all' })
    assert.deepEqual(validatorsOf(typed), { cidrs: ['type'] })
  })

  it('belong to accounts and devices only', async () => {
    for (const reply of [
      await client.get(`${user}/access_lists`),
      await client.post(`${user}/access_lists`, lists),
      await client.delete(`${user}/access_lists`),
    ])
      assert.deepEqual([reply.status, reply.body['message']], [404, 'faulty_request'])
  })

  it('are not there for a device that is not, nor for other tenants', async () => {
    const missing = `${account}/devices/${'0'.repeat(32)}/access_lists`
    for (const reply of [
      await client.get(missing),
      await client.post(missing, lists),
      await client.delete(missing),
    ])
      assert.deepEqual([reply.status, reply.body['message']], [404, 'bad_identifier'])
    const foreign = `${device.replace(client.accountId, stranger.accountId)}/access_lists`
    assert.equal((await stranger.get(foreign)).status, 404)
    for (const path of [account, device])
      for (const reply of [
        await stranger.get(`${path}/access_lists`),
        await stranger.post(`${path}/access_lists`, lists),
        await stranger.delete(`${path}/access_lists`),
      ])
        assert.equal(reply.status, 403)
  })
})
