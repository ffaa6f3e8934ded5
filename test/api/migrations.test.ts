import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let client: Client
let below: Client
let reseller: Client
let stranger: Client

const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Top')
  below = await client.subAccount('Below')
  reseller = await client.subAccount('Reseller')
  await master.put(`/v2/accounts/${reseller.accountId}/reseller`, {})
  stranger = await master.subAccount('Stranger')
})

const description =
  'Removes the settings of the former notifier, so that mails are made of the templates of today'

async function setNotices({ accountId }: Client): Promise<void> {
  const notifications = {
    voicemail_to_email: { email_text_template: 'x' },
    fax_to_email: {},
    other: { kept: 1 },
  }
  const changed = await master.patch(`/v2/accounts/${accountId}`, { notifications })
  assert.equal(changed.status, 200)
}

async function noticesOf({ accountId }: Client): Promise<unknown> {
  return fieldsOf(await master.get(`/v2/accounts/${accountId}`))['notifications']
}

describe('migrations', () => {
  it('are listed, and told of one by one', async () => {
    const path = `/v2/accounts/${stranger.accountId}/migrations`
    const list = await stranger.get(path)
    assert.deepEqual([list.status, list.data], [200, { notify_to_teletype: description }])
    const one = await stranger.get(`${path}/notify_to_teletype`)
    assert.deepEqual(one.data, { id: 'notify_to_teletype', description, performed: false })
    const missing = await stranger.get(`${path}/other`)
    assert.deepEqual([missing.status, missing.body['message']], [404, 'migration not found'])
  })

  it('change the account alone unless asked for more', async () => {
    for (const each of [client, below, reseller]) await setNotices(each)
    const path = `/v2/accounts/${client.accountId}/migrations/notify_to_teletype`
    const one = await client.post(path, { perform_migration: 'now' })
    assert.deepEqual([one.status, one.data], [200, { performed_on: [client.accountId] }])
    assert.deepEqual(await noticesOf(client), { other: { kept: 1 } })
    assert.notDeepEqual(await noticesOf(below), { other: { kept: 1 } })
    const shown = fieldsOf(await client.get(path))
    assert.equal(shown['performed'], true)
    assert.ok(Number(shown['performed_time']) > 63_800_000_000)

    const more = await client.post(path, { perform_migration: 'now', include_descendants: true })
    assert.deepEqual(more.data, { performed_on: [client.accountId, below.accountId] })
    assert.deepEqual(await noticesOf(below), { other: { kept: 1 } })
    assert.notDeepEqual(await noticesOf(reseller), { other: { kept: 1 } })

    const all = await client.post(path, {
      perform_migration: 'now',
      include_descendants: true,
      include_resellers: true,
    })
    assert.deepEqual(all.data, { performed_on: [client.accountId, below.accountId, reseller.accountId] })
    assert.deepEqual(await noticesOf(reseller), { other: { kept: 1 } })
  })

  it('are performed now or not at all, and only those there are', async () => {
    const path = `/v2/accounts/${client.accountId}/migrations`
    const later = await client.post(`${path}/notify_to_teletype`, { perform_migration: 'later' })
    assert.deepEqual(
      [later.status, later.data],
      [400, { migration: { failed: { error: 'invalid action time' } } }],
    )
    const unknown = await client.post(`${path}/other`, { perform_migration: 'now' })
    assert.deepEqual(
      [unknown.status, unknown.data],
      [400, { migration: { invalid: { migration: 'not found' } } }],
    )
  })

  it('are the affair of the tree', async () => {
    const path = `/v2/accounts/${client.accountId}/migrations`
    for (const reply of [
      await stranger.get(path),
      await stranger.get(`${path}/notify_to_teletype`),
      await stranger.post(`${path}/notify_to_teletype`, { perform_migration: 'now' }),
    ])
      assert.equal(reply.status, 403)
  })
})
