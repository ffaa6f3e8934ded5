import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import { now } from '../../src/documents/gregorian.ts'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf, fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let client: Client
let plain: Client
let child: Client
let stranger: Client

const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Alerted')
  plain = await client.userOf(client.accountId, 'alerted.test', 'plain', 'user')
  child = await client.subAccount('Below')
  stranger = await master.subAccount('Stranger')
})

const alertsOf = (account: string): string => `/v2/accounts/${account}/alerts`
const to = (...addressees: readonly (readonly [string, unknown])[]): JsonObject[] =>
  addressees.map(([type, value]) => ({ type, value }) as JsonObject)
const written = (addressees: JsonObject[], more: JsonObject = {}): JsonObject => ({
  title: 'Maintenance',
  message: 'On Sunday',
  from: [{ type: 'account', value: master.accountId }],
  to: addressees,
  ...more,
})

/** Writes an alert; gives back its id. */
async function write(addressees: JsonObject[], more: JsonObject = {}): Promise<string> {
  return idOf(await master.put(alertsOf(master.accountId), written(addressees, more)))
}

/** Keys of the alerts somebody sees in an account. */
async function seen(who: Client, account = who.accountId): Promise<readonly unknown[]> {
  return entriesOf(await who.get(alertsOf(account))).map(({ key }) => key)
}

afterEach(async () => {
  const everything = await server.running.edge.services.documents.store.documents({
    db: 'alerts',
    limit: 100,
  })
  for (const { id, deleted } of everything)
    if (!deleted) assert.equal((await master.delete(`${alertsOf(master.accountId)}/${id}`)).status, 200)
})

describe('alerts', () => {
  it('are written by superduper admins, and seen as rows', async () => {
    const reply = await master.put(
      alertsOf(client.accountId),
      written(to([client.accountId, 'all']), {
        category: 'news',
        level: 'info',
        metadata: { a: 1 },
        other: 'x',
      }),
    )
    assert.equal(reply.status, 201)
    const { id, ...fields } = fieldsOf(reply)
    assert.deepEqual(fields, {
      title: 'Maintenance',
      message: 'On Sunday',
      from: [{ type: 'account', value: master.accountId }],
      to: [{ type: client.accountId, value: 'all' }],
      category: 'news',
      level: 'info',
      metadata: { a: 1 },
    })
    const list = await client.get(alertsOf(client.accountId))
    const [entry] = entriesOf(list)
    const { created, ...value } = entry?.['value'] as { created: number }
    assert.ok(Math.abs(created - now()) < 60)
    assert.deepEqual(
      [list.status, list.body['page_size'], { ...entry, value }],
      [
        200,
        1,
        {
          id,
          key: [client.accountId, 'all'],
          value: {
            id,
            title: 'Maintenance',
            message: 'On Sunday',
            category: 'news',
            level: 'info',
            metadata: { a: 1 },
            from: [{ type: 'account', value: master.accountId }],
          },
          clearable: true,
        },
      ],
    )
    const one = fieldsOf(await client.get(`${alertsOf(client.accountId)}/${String(id)}`))
    assert.deepEqual(one, fieldsOf(reply))
    assert.equal((await client.put(alertsOf(client.accountId), written(to(['all', 'all'])))).status, 403)
  })

  it('reach those they are addressed to, once for each way', async () => {
    const [mine, below] = [client.accountId, child.accountId]
    await write(to(['all', 'all']))
    await write(to(['all', 'admins'], [mine, 'users'], [mine, 'users']))
    await write(to([mine, plain.ownerId], [mine, 'admins']))
    await write(to(['resellers', 'all'], ['resellers', 'admins']))
    await write(to(['descendants', [below, 'all']], ['descendants', [below, 'admins']]))
    await write(to(['descendants', [mine, 'all']]))
    const keys = async (who: Client, account?: string): Promise<readonly string[]> =>
      (await seen(who, account)).map((key) => JSON.stringify(key)).toSorted()
    const sorted = (...list: readonly unknown[]): readonly string[] =>
      list.map((key) => JSON.stringify(key)).toSorted()
    assert.deepEqual(
      await keys(plain),
      sorted(['all', 'all'], [mine, 'users'], [mine, plain.ownerId], ['descendants', [below, 'all']]),
    )
    const ofAdmin = [
      ['all', 'all'],
      ['all', 'admins'],
      [mine, 'users'],
      [mine, 'admins'],
      ['resellers', 'admins'],
      ['descendants', [below, 'all']],
      ['descendants', [below, 'admins']],
    ]
    assert.deepEqual(await keys(client), sorted(...ofAdmin))
    assert.deepEqual(await keys(stranger), sorted(['all', 'all'], ['all', 'admins'], ['resellers', 'admins']))
    assert.deepEqual(
      await keys(master, mine),
      sorted(['all', 'all'], [mine, 'users'], ['descendants', [below, 'all']]),
    )
    await master.put(`/v2/accounts/${mine}/reseller`)
    assert.deepEqual(await keys(client), sorted(...ofAdmin, ['resellers', 'all']))
    await master.delete(`/v2/accounts/${mine}/reseller`)
  })

  it('come in order of their ids, then of their ways', async () => {
    for (let count = 0; count < 4; count += 1) await write(to(['all', 'all'], [client.accountId, 'all']))
    const ids = entriesOf(await client.get(alertsOf(client.accountId))).map(({ id }) => String(id))
    assert.equal(ids.length, 8)
    assert.deepEqual(ids, ids.toSorted())
  })

  it('need what an alert needs', async () => {
    const path = alertsOf(master.accountId)
    const whole = written(to(['all', 'all']))
    for (const field of ['title', 'message', 'from', 'to']) {
      const refused = await master.put(path, { ...whole, [field]: undefined })
      assert.deepEqual(
        [refused.status, refused.body['message'], refused.data],
        [400, 'validation error', { [field]: { required: { message: 'is required', value: field } } }],
      )
    }
    assert.deepEqual(validatorsOf(await master.put(path, {})), { title: ['required'] })
    const wrong = {
      ...whole,
      title: 1,
      message: {},
      from: 'me',
      to: [{ type: 'all' }],
      expiration_date: 'soon',
    }
    assert.deepEqual(validatorsOf(await master.put(path, wrong)), {
      title: ['type'],
      message: ['type'],
      from: ['type'],
      to: ['type'],
      expiration_date: ['type'],
    })
  })

  it('can be turned off', async () => {
    await write(to(['all', 'all']))
    await configure(server, 'crossbar.alerts', { check_system_alerts: false })
    assert.deepEqual(await seen(client), [])
    await configure(server, 'crossbar.alerts', {})
    await configure(server, 'alerts', { enabled: false })
    const refused = await master.put(alertsOf(master.accountId), written(to(['all', 'all'])))
    assert.deepEqual(
      [refused.status, refused.body['message'], refused.data],
      [400, 'disabled', { message: 'entity disabled' }],
    )
    await configure(server, 'alerts', {})
    assert.equal((await seen(client)).length, 1)
  })

  it('are hidden once their time is over, and deleted', async () => {
    const past = await write(to(['all', 'all']), { expiration_date: now() - 10 })
    const later = await write(to(['all', 'all']), { expiration_date: String(now() + 1000) })
    const ids = entriesOf(await client.get(alertsOf(client.accountId))).map(({ id }) => id)
    assert.deepEqual(ids, [later])
    const { store } = server.running.edge.services.documents
    const isDeleted = async (): Promise<boolean> => (await store.get('alerts', past))?.deleted === true
    for (let tries = 0; tries < 50 && !(await isDeleted()); tries += 1) await pause(100)
    assert.equal(await isDeleted(), true)
    assert.equal((await store.get('alerts', later))?.deleted, false)
  })
})

describe('clearing alerts', () => {
  it('is for those whom alone they mean', async () => {
    const own = await write(to([client.accountId, 'all']))
    const all = await write(to(['all', 'all']))
    const path = alertsOf(client.accountId)
    const clearable = entriesOf(await plain.get(path)).map((entry) => [entry['id'], entry['clearable']])
    assert.deepEqual(
      new Map(clearable as [string, boolean][]),
      new Map([
        [own, true],
        [all, false],
      ]),
    )
    const refused = await plain.delete(`${path}/${all}`)
    assert.deepEqual([refused.status, refused.body['message']], [403, 'forbidden'])
    const cleared = await plain.delete(`${path}/${own}`)
    assert.deepEqual([cleared.status, fieldsOf(cleared)['_read_only']], [200, { deleted: true }])
    assert.deepEqual(await seen(client), [['all', 'all']])
    assert.equal((await plain.delete(`${path}/${own}`)).status, 404)
    await configure(server, 'crossbar.alerts', { anyone_clears: true })
    assert.equal((await plain.delete(`${path}/${all}`)).status, 200)
    await configure(server, 'crossbar.alerts', {})
    assert.deepEqual(await seen(stranger), [])
  })

  it('is nothing for others', async () => {
    const own = await write(to([client.accountId, 'admins']))
    for (const who of [stranger, plain, child]) {
      const path = `${alertsOf(who.accountId)}/${own}`
      for (const reply of [await who.get(path), await who.delete(path)])
        assert.deepEqual(
          [reply.status, reply.body['message'], reply.data],
          [404, 'bad_identifier', { cause: own, message: 'bad identifier' }],
        )
    }
    for (const who of [stranger, child]) assert.equal((await who.get(alertsOf(client.accountId))).status, 403)
    assert.equal((await client.get(`${alertsOf(client.accountId)}/low_balance`)).status, 404)
    assert.equal((await client.get(`${alertsOf(client.accountId)}/${client.accountId}`)).status, 404)
    assert.equal((await client.get(`${alertsOf(client.accountId)}/${own}`)).status, 200)
  })

  it('is done with the account they mean', async () => {
    const gone = await master.subAccount('Gone')
    const own = await write(to([gone.accountId, 'all']))
    const shared = await write(to([gone.accountId, 'all'], [client.accountId, 'all']))
    assert.equal((await master.delete(`/v2/accounts/${gone.accountId}`)).status, 200)
    const { documents } = server.running.edge.services
    assert.deepEqual(
      [await documents.find('alerts', own), (await documents.find('alerts', shared))?.id],
      [undefined, shared],
    )
  })
})
