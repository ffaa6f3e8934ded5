import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { systemAuthor } from '../../src/documents/author.ts'
import { failed } from '../../src/failures.ts'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let path: string

const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Garage')
  stranger = await master.subAccount('Stranger')
  path = `/v2/accounts/${client.accountId}/parked_calls`
})

/** Parks a call, as a telephone switch does: in a document of its own. */
async function park(id: string, body: JsonObject): Promise<void> {
  const { documents } = server.running.edge.services
  const written = await documents.writeOne(
    { change: 'create', db: client.accountId, id, type: 'parked_call', body },
    systemAuthor,
  )
  assert.ok(!failed(written))
}

describe('parked calls', () => {
  it('are none in an account where nobody parks', async () => {
    const reply = await client.get(path)
    assert.deepEqual([reply.status, reply.data], [200, { slots: {} }])
  })

  it('are shown by slot, in the names of the API', async () => {
    await park('parking-slot-101', {
      slot: {
        'Call-ID': '9d3f@10.0.0.5',
        Attended: false,
        'Presence-ID': '*3101@garage.test',
        'CID-Number': '+14155550100',
        'CID-Name': 'Ann Lee',
      },
    })
    await park('parking-slot-7', { slot: { 'Call-ID': 'other' } })
    await park('parking-lot', { slot: { 'Call-ID': 'no slot' } })
    assert.deepEqual((await client.get(path)).data, {
      slots: {
        '7': { call_id: 'other' },
        '101': {
          call_id: '9d3f@10.0.0.5',
          attended: false,
          presence_id: '*3101@garage.test',
          cid_number: '+14155550100',
          cid_name: 'Ann Lee',
        },
      },
    })
    const elsewhere = await stranger.get(path.replace(client.accountId, stranger.accountId))
    assert.deepEqual(elsewhere.data, { slots: {} })
  })

  it('are read only, by the account and those above it', async () => {
    assert.equal((await client.put(path, {})).status, 405)
    assert.equal((await client.get(`${path}/101`)).status, 404)
    assert.equal((await stranger.get(path)).status, 403)
    assert.equal((await client.anonymous().get(path)).status, 401)
  })
})
