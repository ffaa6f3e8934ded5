import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { systemAuthor } from '../../src/documents/author.ts'
import { fromDate, now } from '../../src/documents/gregorian.ts'
import { newModbId } from '../../src/documents/identifiers.ts'
import { failed } from '../../src/failures.ts'
import { isJsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { fieldsOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let client: Client
let stranger: Client
let allotments: string

const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Minutes')
  stranger = await master.subAccount('Stranger')
  allotments = pathOf(client)
})

function pathOf({ accountId }: Client): string {
  return `/v2/accounts/${accountId}/allotments`
}

/** Notes that calls took seconds from a class, as what rates them does. */
async function consume(
  account: Client,
  classification: string,
  moment: string,
  seconds: number,
): Promise<void> {
  const created = fromDate(new Date(moment))
  const written = await server.running.edge.services.documents.writeOne(
    {
      change: 'create',
      db: account.accountId,
      id: newModbId(created),
      type: 'allotment_consumption',
      body: { classification, seconds, call_id: `call at ${moment}` },
      created,
    },
    systemAuthor,
  )
  assert.ok(!failed(written))
}

const unconfigured = 'No allotments are configured for this account'

describe('allotments', () => {
  it('are none at first, which is an error', async () => {
    for (const path of [allotments, `${allotments}/consumed`]) {
      const reply = await client.get(path)
      assert.deepEqual([reply.status, reply.body['message'], reply.data], [400, unconfigured, {}])
    }
  })

  it('are set, shown and replaced as a whole', async () => {
    const first = {
      did_us: { amount: 3600, cycle: 'monthly', group_consume: ['tollfree_us'], minimum: 0 },
      tollfree_us: { amount: 60, cycle: 'daily', increment: 6, no_consume_time: 3 },
    }
    const set = await client.post(allotments, first)
    assert.deepEqual([set.status, set.data], [200, first])
    assert.deepEqual((await client.get(allotments)).data, first)
    const second = { did_us: { amount: '120', cycle: 'hourly' } }
    const stored = { did_us: { amount: 120, cycle: 'hourly' } }
    assert.deepEqual((await client.post(allotments, second)).data, stored)
    assert.deepEqual((await client.get(allotments)).data, stored)
  })

  it('refuse amounts and cycles there are not, all of it in one answer', async () => {
    const refused = await client.post(allotments, {
      did_us: { amount: -1, cycle: 'yearly', increment: 0 },
      toll_us: {},
      caribbean: 5,
    })
    assert.deepEqual(validatorsOf(refused), {
      'did_us.amount': ['minimum'],
      'did_us.cycle': ['enum'],
      'did_us.increment': ['minimum'],
      'toll_us.amount': ['required'],
      'toll_us.cycle': ['required'],
      caribbean: ['type'],
    })
    assert.deepEqual(fieldsOf(refused)['did_us.increment'], {
      minimum: { message: 'must be at least 1', target: 1, value: 0 },
    })
  })

  it('are set by the reseller, or where that is the master account', async () => {
    const reseller = await master.subAccount('Reseller')
    await master.put(`/v2/accounts/${reseller.accountId}/reseller`, {})
    const customer = await reseller.subAccount('Customer')
    const body = { did_us: { amount: 1, cycle: 'daily' } }
    const refused = await customer.post(pathOf(customer), body)
    assert.deepEqual(
      [refused.status, refused.body['message'], refused.data],
      [400, 'Only the reseller of this account may change its allotments; please ask there', {}],
    )
    assert.equal((await customer.get(pathOf(customer))).status, 400)
    assert.deepEqual((await reseller.post(pathOf(customer), body)).data, body)
    assert.deepEqual((await customer.get(pathOf(customer))).data, body)
    assert.equal((await master.post(pathOf(customer), body)).status, 200)
    assert.equal((await reseller.post(pathOf(reseller), body)).status, 200)
  })

  it('are read and set only, and only in the tree', async () => {
    assert.equal((await client.put(allotments, {})).status, 405)
    assert.equal((await client.delete(allotments)).status, 405)
    assert.equal((await client.post(`${allotments}/consumed`, {})).status, 405)
    assert.equal((await client.get(`${allotments}/other`)).status, 404)
    for (const reply of [
      await stranger.get(allotments),
      await stranger.post(allotments, {}),
      await stranger.get(`${allotments}/consumed`),
    ])
      assert.deepEqual([reply.status, reply.data], [403, { message: 'forbidden' }])
  })
})

describe('what is consumed of allotments', () => {
  it('is told by class for the cycle of a moment', async () => {
    const own = await master.subAccount('Cycles')
    const path = pathOf(own)
    await own.post(path, {
      monthly_class: { amount: 10, cycle: 'monthly' },
      weekly_class: { amount: 10, cycle: 'weekly' },
      daily_class: { amount: 10, cycle: 'daily' },
      unused: { amount: 10, cycle: 'daily' },
    })
    for (const [classification, moment, seconds] of [
      ['monthly_class', '2020-03-01T00:00:00Z', 1],
      ['monthly_class', '2020-03-31T23:59:59Z', 2],
      ['monthly_class', '2020-02-29T23:59:59Z', 100],
      ['monthly_class', '2020-04-01T00:00:00Z', 100],
      ['weekly_class', '2020-03-02T00:00:00Z', 3],
      ['weekly_class', '2020-03-08T23:59:59Z', 4],
      ['weekly_class', '2020-03-09T00:00:00Z', 100],
      ['daily_class', '2020-03-05T12:00:00Z', 5],
      ['other_class', '2020-03-05T12:00:00Z', 100],
    ] as const)
      await consume(own, classification, moment, seconds)
    // 2020-03-05T12:00:00Z
    const expected = {
      monthly_class: {
        cycle: 'monthly',
        consumed_from: 63_750_240_000,
        consumed_to: 63_752_918_400,
        consumed: 3,
      },
      weekly_class: {
        cycle: 'weekly',
        consumed_from: 63_750_326_400,
        consumed_to: 63_750_931_200,
        consumed: 7,
      },
      daily_class: {
        cycle: 'daily',
        consumed_from: 63_750_585_600,
        consumed_to: 63_750_672_000,
        consumed: 5,
      },
    }
    for (const query of ['created_from=63750628800', 'created_to=63750628800'])
      assert.deepEqual((await own.get(`${path}/consumed?${query}`)).data, expected)
  })

  it('is told for exactly the range that is asked for', async () => {
    const own = await master.subAccount('Ranges')
    const path = pathOf(own)
    await own.post(path, { did_us: { amount: 10, cycle: 'daily' } })
    await consume(own, 'did_us', '2020-02-29T23:59:59Z', 6)
    await consume(own, 'did_us', '2020-03-01T00:00:00Z', 7)
    // From the last second of February to the first one of March.
    const range = 'created_from=63750239999&created_to=63750240000'
    assert.deepEqual((await own.get(`${path}/consumed?${range}`)).data, {
      did_us: {
        cycle: 'manual',
        consumed_from: 63_750_239_999,
        consumed_to: 63_750_240_000,
        consumed: 13,
      },
    })
    const long = 'created_from=63750239999&created_to=63752922000'
    assert.deepEqual(validatorsOf(await own.get(`${path}/consumed?${long}`)), {
      created_from: ['date_range'],
    })
    const backwards = await own.get(`${path}/consumed?created_from=63750240001&created_to=63750240000`)
    assert.deepEqual(backwards.data, {
      created_from: {
        date_range: {
          message: 'created_to 63750240000 is prior to created_from 63750240001',
          cause: 63_750_240_001,
        },
      },
    })
  })

  it('is told for the present when nothing is asked', async () => {
    const own = await master.subAccount('Now')
    await own.post(pathOf(own), { did_us: { amount: 10, cycle: 'monthly' } })
    assert.deepEqual((await own.get(`${pathOf(own)}/consumed`)).data, {})
    const before = now()
    await consume(own, 'did_us', new Date().toISOString(), 8)
    const told = fieldsOf(await own.get(`${pathOf(own)}/consumed`))['did_us']
    assert.ok(isJsonObject(told))
    const { consumed_from: from, consumed_to: to, ...rest } = told
    assert.deepEqual(rest, { cycle: 'monthly', consumed: 8 })
    assert.ok(Number(from) <= before && before < Number(to))
  })
})
