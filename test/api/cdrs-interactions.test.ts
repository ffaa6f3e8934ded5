import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import { leg, noon, storeLegs } from '../harness/call-records.ts'
import type { Client, Reply } from '../harness/client.ts'
import { entriesOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const hour = `created_from=${String(noon)}&created_to=${String(noon + 3600)}`

/** 2020-03-05T12:00:00Z in Unix microseconds. */
const noonMicro = 1_583_409_600_000_000

let client: Client
let cdrs: string
let ownCdrs: string

/** A leg of the interaction that began so many seconds after noon. */
function part(
  call: number,
  callId: string,
  createdMicro: number,
  fields: JsonObject = {},
  owner?: string,
): JsonObject {
  return leg(
    client.accountId,
    {
      call_id: callId,
      channel_created_time: noonMicro + createdMicro,
      interaction_id: interaction(call),
      timestamp: noon + call + 130,
      ...fields,
    },
    owner === undefined ? {} : { owner_id: owner },
  )
}

function interaction(call: number): string {
  return `${String(noon + call)}-${String(call).padStart(8, '0')}`
}

const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Calls')
  cdrs = `/v2/accounts/${client.accountId}/cdrs`
  ownCdrs = `/v2/accounts/${client.accountId}/users/${client.ownerId}/cdrs`
  // Legs come in the order in which they end, which tells nothing about which came first.
  await storeLegs(server, [
    part(10, 'b-late', 2_000_000, { hangup_cause: 'NORMAL_CLEARING' }, client.ownerId),
    part(10, 'b-early', 1_000_000),
    part(10, 'b-later', 3_000_000, {}, client.ownerId),
    part(20, 'c-loop-b', 5, { channel_loopback_leg: 'B' }),
    part(20, 'c-loop-a', 5, { channel_loopback_leg: 'A' }),
    part(20, 'c-other', 5),
    part(0, 'a-only', 0, { channel_created_time: undefined }),
  ])
})

function ids(reply: Reply): readonly unknown[] {
  assert.equal(reply.status, 200, reply.text)
  return entriesOf(reply).map((entry) => entry['call_id'])
}

describe('interactions', () => {
  it('are one row each, that of the earliest leg, newest interaction first', async () => {
    assert.deepEqual(ids(await client.get(`${cdrs}/interaction?${hour}`)), ['c-loop-a', 'b-early', 'a-only'])
    assert.deepEqual(ids(await client.get(`${cdrs}/interaction?${hour}&ascending=true`)), [
      'a-only',
      'b-early',
      'c-loop-a',
    ])
  })

  it("are those of a user's own legs below the user", async () => {
    assert.deepEqual(ids(await client.get(`${ownCdrs}/interaction?${hour}`)), ['b-late'])
  })

  it('show the same columns as the list of legs', async () => {
    const rows = entriesOf(await client.get(`${cdrs}/interaction?${hour}`))
    const legs = entriesOf(await client.get(`${cdrs}?${hour}`))
    assert.deepEqual(
      rows,
      rows.map((row) => legs.find((each) => each['id'] === row['id'])),
    )
  })

  it('follow page by page: page_size counts interactions', async () => {
    const first = await client.get(`${cdrs}/interaction?${hour}&page_size=2`)
    assert.deepEqual([ids(first), first.body['page_size']], [['c-loop-a', 'b-early'], '2'])
    // The key of the next interaction, as a CouchDB view grouped by two levels has it.
    const next = 'g2wAAAACbgUAwGXV1w5tAAAACDAwMDAwMDAwag'
    assert.equal(first.body['next_start_key'], next)
    const second = await client.get(`${cdrs}/interaction?${hour}&page_size=2&start_key=${next}`)
    assert.deepEqual([ids(second), second.body['next_start_key']], [['a-only'], undefined])
  })

  it('lie in the range by when they began', async () => {
    const range = `created_from=${String(noon + 10)}&created_to=${String(noon + 10)}`
    assert.deepEqual(ids(await client.get(`${cdrs}/interaction?${range}`)), ['b-early'])
    assert.deepEqual(ids(await client.get(`${ownCdrs}/interaction?${range}`)), ['b-late'])
  })

  it('are filtered by the leg that is shown', async () => {
    const filtered = async (path: string): Promise<readonly unknown[]> =>
      ids(await client.get(`${path}/interaction?${hour}&filter_hangup_cause=NORMAL_CLEARING`))
    assert.deepEqual(await filtered(cdrs), [])
    assert.deepEqual(await filtered(ownCdrs), ['b-late'])
  })

  it('take a leg that comes in later as their first', async () => {
    await storeLegs(server, [part(0, 'a-before', -1)])
    assert.deepEqual(ids(await client.get(`${cdrs}/interaction?${hour}`)), [
      'c-loop-a',
      'b-early',
      'a-before',
    ])
  })
})

describe('legs of an interaction', () => {
  it('are found by its id, or by that of one of them, oldest first', async () => {
    const expected = ['b-early', 'b-late', 'b-later']
    for (const id of [interaction(10), '202003-b-later']) {
      const reply = await client.get(`${cdrs}/legs/${id}`)
      assert.deepEqual(ids(reply), expected)
      assert.equal(reply.body['page_size'], 3)
    }
  })

  it('are whole records', async () => {
    const [shown] = entriesOf(await client.get(`${cdrs}/legs/202003-b-late`))
    assert.deepEqual(shown, (await client.get(`${cdrs}/202003-b-early`)).data)
  })

  it('come newest first with ascending=true, and page by page', async () => {
    const turned = await client.get(`${cdrs}/legs/${interaction(10)}?ascending=true`)
    assert.deepEqual(ids(turned), ['b-later', 'b-late', 'b-early'])
    const first = await client.get(`${cdrs}/legs/${interaction(10)}?page_size=2`)
    assert.deepEqual(ids(first), ['b-early', 'b-late'])
    const next = String(first.body['next_start_key'])
    const second = await client.get(`${cdrs}/legs/${interaction(10)}?page_size=2&start_key=${next}`)
    assert.deepEqual([ids(second), second.body['next_start_key']], [['b-later'], undefined])
  })

  it('of an interaction nobody knows are none', async () => {
    const reply = await client.get(`${cdrs}/legs/63750628800-abcdef01`)
    assert.deepEqual([reply.status, reply.data], [200, []])
  })

  it('of a record that is not there, or of something else, are an error', async () => {
    const missing = await client.get(`${cdrs}/legs/202003-none`)
    assert.deepEqual([missing.status, missing.body['message']], [404, 'could not find legs for supplied id'])
    for (const id of ['none', '63750628800-xyz', client.ownerId]) {
      const reply = await client.get(`${cdrs}/legs/${id}`)
      assert.deepEqual([reply.status, reply.body['message'], reply.data], [404, 'bad identifier', [id]])
    }
  })

  it('take no notice of a range, but it has to be one', async () => {
    const past = `created_from=${String(noon - 10)}&created_to=${String(noon - 5)}`
    assert.equal(ids(await client.get(`${cdrs}/legs/${interaction(10)}?${past}`)).length, 3)
    assert.equal((await client.get(`${cdrs}/legs/${interaction(10)}?created_from=1`)).status, 400)
  })
})
