import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { importLegs, leg, noon, storeLegs } from '../harness/call-records.ts'
import type { Client, Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf, fieldsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

/** The hour of the calls. */
const hour = `created_from=${String(noon)}&created_to=${String(noon + 3600)}`

let master: Client
let client: Client
let other: Client
let cdrs: string
let ownCdrs: string

const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Calls')
  other = await master.subAccount('Others')
  const { accountId, ownerId } = client
  cdrs = `/v2/accounts/${accountId}/cdrs`
  ownCdrs = `/v2/accounts/${accountId}/users/${ownerId}/cdrs`
  const inbound = {
    call_direction: 'inbound',
    caller_id_number: '+14155550199',
    from: '+14155550199@sip.example.test',
    to: '+14155550100@calls.test',
  }
  await storeLegs(server, [
    leg(accountId, { ...inbound, call_id: 'first' }, { rate_name: 'default_us' }),
    leg(
      accountId,
      { call_id: 'second', call_direction: 'outbound', to: '100@calls.test', timestamp: noon + 131 },
      { owner_id: ownerId, authorizing_id: 'device' },
    ),
    leg(
      accountId,
      {
        call_id: 'third',
        call_direction: 'outbound',
        to: '+442071838750@carrier.example.test',
        timestamp: noon + 700,
        interaction_id: `${String(noon + 570)}-ffffffff`,
      },
      { owner_id: ownerId, resource_id: 'carrier', rate: 100, account_billing: 'per_minute' },
    ),
    leg(other.accountId, { call_id: 'elsewhere' }, { owner_id: ownerId }),
  ])
})

function ids(reply: Reply): readonly unknown[] {
  assert.equal(reply.status, 200, reply.text)
  return entriesOf(reply).map((entry) => entry['id'])
}

const [first, second, third] = ['202003-first', '202003-second', '202003-third']

describe('cdrs', () => {
  it("are an account's legs, newest first", async () => {
    assert.deepEqual(ids(await client.get(`${cdrs}?${hour}`)), [third, second, first])
    assert.deepEqual(ids(await client.get(`${cdrs}?${hour}&ascending=true`)), [first, second, third])
  })

  it('come in chunks with a trailer of texts, or as usual', async () => {
    const chunked = await client.get(`${cdrs}?${hour}`)
    assert.equal(chunked.body['page_size'], '3')
    assert.equal(chunked.headers.get('etag'), null)
    const usual = await client.get(`${cdrs}?${hour}&is_chunked=false`)
    assert.equal(usual.body['page_size'], 3)
    assert.notEqual(usual.headers.get('etag'), null)
    assert.deepEqual(usual.data, chunked.data)
  })

  it("are a user's own below the user", async () => {
    assert.deepEqual(ids(await client.get(`${ownCdrs}?${hour}`)), [third, second])
    const rows = entriesOf(await client.get(`${cdrs}?${hour}&page_size=2`))
    assert.deepEqual(entriesOf(await client.get(`${ownCdrs}?${hour}`)), rows)
  })

  it('follow page by page', async () => {
    for (const path of [cdrs, ownCdrs]) {
      const all = ids(await client.get(`${path}?${hour}`))
      const seen: unknown[] = []
      let query = `${hour}&page_size=1`
      for (let pages = 0; pages < 5; pages += 1) {
        const page = await client.get(`${path}?${query}`)
        seen.push(...ids(page))
        const next = page.body['next_start_key']
        if (next === undefined) break
        query = `${hour}&page_size=1&start_key=${String(next)}`
      }
      assert.deepEqual(seen, all)
    }
  })

  it('lie in the range asked for, both ends included', async () => {
    const range = `created_from=${String(noon + 130)}&created_to=${String(noon + 131)}`
    assert.deepEqual(ids(await client.get(`${cdrs}?${range}`)), [second, first])
    assert.deepEqual(ids(await client.get(`${ownCdrs}?${range}`)), [second])
    const none = await client.get(cdrs)
    assert.deepEqual([none.status, none.data, none.body['page_size']], [200, [], undefined])
  })

  it('cannot be asked for in a range that is none, or too long', async () => {
    const reversed = await client.get(`${cdrs}?created_from=${String(noon)}&created_to=${String(noon - 1)}`)
    assert.equal(reversed.status, 400)
    assert.deepEqual(reversed.data, {
      created_from: {
        date_range: {
          message: `created_to ${String(noon - 1)} is prior to created_from ${String(noon)}`,
          cause: noon,
        },
      },
    })
    const to = noon + 2_682_001
    const long = await client.get(`${cdrs}/interaction?created_from=${String(noon)}&created_to=${String(to)}`)
    assert.equal(long.status, 400)
    assert.deepEqual(long.data, {
      created_from: {
        date_range: {
          message: `created_to ${String(to)} is more than 2682000 seconds from created_from ${String(noon)}`,
          cause: to,
        },
      },
    })
  })

  it('have a longest range of their own, before that of all listings', async () => {
    const status = async (length: number): Promise<number> =>
      (await client.get(`${cdrs}?created_from=${String(noon)}&created_to=${String(noon + length)}`)).status
    await configure(server, 'crossbar', { maximum_time_range: 50 })
    assert.deepEqual([await status(50), await status(51)], [200, 400])
    await configure(server, 'crossbar.cdrs', { maximum_range: 100 })
    assert.deepEqual([await status(100), await status(101)], [200, 400])
    await configure(server, 'crossbar', {})
    await configure(server, 'crossbar.cdrs', {})
  })

  it('can be filtered by the stored record', async () => {
    const filtered = async (filter: string, path = cdrs): Promise<readonly unknown[]> =>
      ids(await client.get(`${path}?${hour}&${filter}`))
    assert.deepEqual(await filtered('filter_custom_channel_vars.resource_id=carrier'), [third])
    assert.deepEqual(await filtered('filter_call_id=202003-second'), [second])
    assert.deepEqual(await filtered('filter_not_call_id=202003-second'), [third, first])
    assert.deepEqual(await filtered('filter_call_direction=outbound&page_size=1'), [third])
    assert.deepEqual(await filtered('has_key=from', ownCdrs), [])
  })

  it('shift the column datetime by an offset that has to be a number', async () => {
    const reply = await client.get(`${cdrs}?${hour}&utc_offset=-3600&page_size=1`)
    const [row] = entriesOf(reply)
    assert.deepEqual(
      [row?.['datetime'], row?.['timestamp'], row?.['iso_8601']],
      ['2020-03-05_11:09:30', String(noon + 570), '2020-03-05'],
    )
    for (const offset of ['utc_offset=soon', 'utc_offset', 'utc_offset=']) {
      const refused = await client.get(`${cdrs}?${hour}&${offset}`)
      assert.deepEqual([refused.status, refused.body['message']], [404, 'utc_offset must be a number'])
    }
    assert.equal((await client.get(`${cdrs}/interaction?${hour}&utc_offset=soon`)).status, 200)
  })

  it('leave out empty texts where an operator wants that', async () => {
    await configure(server, 'crossbar.cdrs', { should_filter_empty_strings: true })
    const [row] = entriesOf(await client.get(`${cdrs}?${hour}&page_size=1`))
    assert.equal(row && 'hangup_cause' in row, false)
    assert.equal(row?.['cost'], '200')
    await configure(server, 'crossbar.cdrs', {})
  })

  it('tell resellers, and only them, what they cost them', async () => {
    const [seen] = entriesOf(await master.get(`${cdrs}?${hour}&page_size=1`))
    assert.deepEqual([seen?.['reseller_cost'], seen?.['reseller_call_type']], ['0', ''])
    const [own] = entriesOf(await client.get(`${cdrs}?${hour}&page_size=1`))
    assert.equal(own && 'reseller_cost' in own, false)
  })

  it('are faulty requests below anything but accounts and users', async () => {
    const account = `/v2/accounts/${client.accountId}`
    const device = await client.put(`${account}/devices`, { name: 'phone' })
    const id = String(fieldsOf(device)['id'])
    for (const path of [
      `${account}/devices/${id}/cdrs`,
      `${account}/devices/${id}/cdrs/interaction`,
      `${ownCdrs}/summary`,
      `${ownCdrs}/${second}`,
      `${ownCdrs}/legs/${second}`,
    ]) {
      const reply = await client.get(path)
      assert.deepEqual([reply.status, reply.body['message']], [404, 'faulty_request'], path)
    }
    assert.equal((await master.get('/v2/cdrs')).body['message'], 'faulty_request')
    assert.equal((await client.get('/v2/cdrs')).status, 403)
  })

  it('need a user that exists', async () => {
    const reply = await client.get(`/v2/accounts/${client.accountId}/users/${'0'.repeat(32)}/cdrs`)
    assert.deepEqual([reply.status, reply.body['message']], [404, 'bad_identifier'])
  })

  it('are for reading only, and for the account and those above it', async () => {
    for (const path of [
      cdrs,
      `${cdrs}/interaction`,
      `${cdrs}/summary`,
      `${cdrs}/${first}`,
      `${cdrs}/legs/${first}`,
    ]) {
      assert.equal((await client.put(path, {})).status, 405, path)
      assert.equal((await client.delete(path)).status, 405, path)
      assert.equal((await other.get(path)).status, 403, path)
      assert.equal((await client.anonymous().get(path)).status, 401, path)
    }
  })
})

describe('one call record', () => {
  it('is the stored one, without private fields', async () => {
    const reply = await client.get(`${cdrs}/${third}`)
    assert.equal(reply.status, 200)
    assert.deepEqual(reply.data, {
      id: third,
      call_id: 'third',
      call_direction: 'outbound',
      to: '+442071838750@carrier.example.test',
      timestamp: noon + 700,
      duration_seconds: 130,
      billing_seconds: 120,
      interaction_id: `${String(noon + 570)}-ffffffff`,
      interaction_time: noon + 570,
      interaction_key: 'ffffffff',
      custom_channel_vars: {
        account_id: client.accountId,
        owner_id: client.ownerId,
        resource_id: 'carrier',
        rate: 100,
        account_billing: 'per_minute',
      },
    })
    assert.equal(reply.headers.get('etag'), `"${String(reply.body['revision'])}"`)
  })

  it('is not found by other ids, nor among other documents or accounts', async () => {
    for (const id of ['first', '202003-none', '202013-first', '202003-elsewhere', client.ownerId]) {
      const reply = await client.get(`${cdrs}/${id}`)
      assert.deepEqual(
        [reply.status, reply.body['message']],
        [404, 'could not find cdr with supplied id'],
        id,
      )
    }
  })
})

describe('the summary', () => {
  it('adds up seconds by direction, domain, class of number and rate', async () => {
    const reply = await client.get(`${cdrs}/summary?${hour}`)
    assert.equal(reply.status, 200)
    assert.deepEqual(reply.data, {
      inbound: { 'sip.example.test': { did_us: { total: 120, default_us: 120 } } },
      outbound: { 'carrier.example.test': { international: { total: 120 } } },
    })
  })

  it('adds up months as well', async () => {
    const { accountId } = other
    const march = leg(accountId, { call_id: 'march', from: 'x@__proto__', to: '911@a', timestamp: noon })
    const april = { ...march, call_id: 'april', interaction_id: `${String(noon + 2_600_000)}-00000000` }
    const report = await importLegs(server, [march, { ...april, timestamp: noon + 2_600_000 }])
    assert.equal(report.stored, 2)
    const range = `created_from=${String(noon)}&created_to=${String(noon + 2_600_000)}`
    const reply = await other.get(`/v2/accounts/${accountId}/cdrs/summary?${range}`)
    const summary = fieldsOf(reply)['inbound']
    assert.deepEqual(
      JSON.stringify(summary).includes('"__proto__":{"emergency":{"total":240}}'),
      true,
      reply.text,
    )
  })

  it('is empty without calls, and needs a range that is one', async () => {
    assert.deepEqual((await client.get(`${cdrs}/summary`)).data, { inbound: {}, outbound: {} })
    assert.equal((await client.get(`${cdrs}/summary?created_from=1`)).status, 400)
  })
})
