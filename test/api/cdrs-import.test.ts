import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DocumentTypes } from '../../src/documents/types.ts'
import { importCdrs, type ImportReport } from '../../src/modules/cdrs/incoming/import.ts'
import { modules } from '../../src/modules/index.ts'
import { importLegs, leg, noon } from '../harness/call-records.ts'
import type { Client } from '../harness/client.ts'
import { entriesOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let other: Client

const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Calls')
  other = await master.subAccount('Others')
})

function reasons(report: ImportReport): Record<string, unknown> {
  return Object.fromEntries(
    [...report.reasons].map(([reason, { count, lines }]) => [reason, [count, ...lines]]),
  )
}

async function* file(text: string, bytes = 1000): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(text)
  for (let at = 0; at < all.length; at += bytes) yield all.subarray(at, at + bytes)
}

describe('an import of call records', () => {
  it('takes what it can and tells why it refuses the rest', async () => {
    const { accountId } = client
    const lines = [
      JSON.stringify(leg(accountId, { call_id: 'one' })),
      '{ broken',
      '',
      JSON.stringify(leg('0'.repeat(32), { call_id: 'nobody' })),
      JSON.stringify(leg(accountId, { call_id: 'one', hangup_cause: 'OTHER' })),
      JSON.stringify(leg(accountId, { call_id: 'two', timestamp: 'x' })),
      JSON.stringify(leg(other.accountId, { call_id: 'one' })),
      'x'.repeat(1_100_000),
      JSON.stringify({
        'Call-ID': 'three',
        Timestamp: noon,
        'Custom-Channel-Vars': { 'Account-ID': accountId },
      }),
    ]
    const report = await importCdrs(server.running.edge.services, file(lines.join('\n')))
    assert.deepEqual([report.stored, report.refused], [3, 5])
    assert.deepEqual(reasons(report), {
      'not JSON': [1, 2],
      'no such account': [1, 4],
      'is there already': [1, 5],
      'timestamp is not an integer': [1, 6],
      'line is too long': [1, 8],
    })
    const kept = await client.get(`/v2/accounts/${accountId}/cdrs/202003-one`)
    assert.equal(kept.status, 200)
    assert.ok(!kept.text.includes('OTHER'))
  })

  it('can be repeated: what is there already is counted and stays', async () => {
    const legs = Array.from({ length: 700 }, (_, at) => leg(client.accountId, { call_id: `r${String(at)}` }))
    const some = await importLegs(server, legs.slice(100, 400))
    assert.deepEqual([some.stored, some.refused], [300, 0])
    const all = await importLegs(server, legs)
    assert.deepEqual([all.stored, all.refused], [400, 300])
    assert.deepEqual(reasons(all), { 'is there already': [300, 101, 102, 103, 104, 105] })
  })

  it('tells how far it is after every batch, and at the end', async () => {
    const legs = Array.from({ length: 1100 }, (_, at) => leg(client.accountId, { call_id: `p${String(at)}` }))
    const text = legs.map((each) => JSON.stringify(each)).join('\n')
    const seen: number[] = []
    const report = await importCdrs(server.running.edge.services, file(text, 65_536), ({ stored }) => {
      seen.push(stored)
    })
    assert.deepEqual(seen, [500, 1000, 1100])
    assert.equal(report.bytes, Buffer.byteLength(text))
  })

  it('announces nothing to anyone', () => {
    const types = new DocumentTypes(new Set(['doc_created']))
    for (const { documents = [] } of modules) types.add(documents)
    assert.deepEqual(
      [types.announced('cdr', 'doc_created'), types.announced('device', 'doc_created')],
      [false, true],
    )
  })

  it('keeps records of different accounts apart', async () => {
    const range = `created_from=${String(noon)}&created_to=${String(noon + 3600)}`
    const rows = entriesOf(await other.get(`/v2/accounts/${other.accountId}/cdrs?${range}`))
    assert.deepEqual(
      rows.map((row) => row['call_id']),
      ['one'],
    )
  })
})
