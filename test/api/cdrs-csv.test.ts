import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { leg, noon, storeLegs } from '../harness/call-records.ts'
import type { Client } from '../harness/client.ts'
import { useServer } from '../harness/server.ts'

const hour = `created_from=${String(noon)}&created_to=${String(noon + 3600)}`
const csv = { headers: { accept: 'text/csv' } }

let client: Client
let master: Client
let cdrs: string

const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Calls')
  cdrs = `/v2/accounts/${client.accountId}/cdrs`
  const { accountId } = client
  await storeLegs(server, [
    leg(accountId, { call_id: 'one', caller_id_name: 'Ann "A", of\nB' }, { owner_id: client.ownerId }),
    leg(accountId, { call_id: 'two', timestamp: noon + 131 }, { media_recordings: ['a.mp3', 'b.mp3'] }),
  ])
})

const names =
  'call_id,caller_id_number,caller_id_name,callee_id_number,callee_id_name,duration_seconds,billing_seconds,' +
  'timestamp,hangup_cause,other_leg_call_id,owner_id,to,from,direction,request,authorizing_id,cost,dialed_number,' +
  'calling_from,datetime,unix_timestamp,unix_timestamp_micro,rfc_1036,iso_8601,iso_8601_combined,call_type,rate,' +
  'rate_name,bridge_id,recording_url,media_recordings,media_server,call_priority,interaction_id'

const quotedHeader = `"ID","${names.replaceAll(',', '","')}"`

const firstLine = (owner: string): string =>
  `"202003-one","one","","Ann ""A"", of\nB","","","130","120","63750628800","","","${owner}","","","inbound","","","0",` +
  '"","","2020-03-05_12:00:00","1583409600","1583409600.0","Thu, 05 Mar 2020 12:00:00 GMT","2020-03-05",' +
  '"2020-03-05T12:00:00Z","","0.0","","","","","","","63750628800-0a1b2c3d"'

const secondLine =
  '"202003-two","two","","","","","130","120","63750628801","","","","","","inbound","","","0","","",' +
  '"2020-03-05_12:00:01","1583409601","1583409601.0","Thu, 05 Mar 2020 12:00:01 GMT","2020-03-05",' +
  '"2020-03-05T12:00:01Z","","0.0","","","","a.mp3,b.mp3","","","63750628800-0a1b2c3d"'

describe('call records as CSV', () => {
  it('have every cell in quotes', async () => {
    const reply = await client.get(`${cdrs}?${hour}`, csv)
    assert.equal(reply.status, 200)
    assert.equal(reply.text, `${quotedHeader}\n${secondLine}\n${firstLine(client.ownerId)}\n`)
    assert.equal(reply.headers.get('content-type'), 'text/csv')
    assert.equal(reply.headers.get('content-disposition'), 'attachment; filename="result.csv"')
  })

  it("are a user's own below the user", async () => {
    const path = `/v2/accounts/${client.accountId}/users/${client.ownerId}/cdrs?${hour}`
    assert.equal((await client.get(path, csv)).text, `${quotedHeader}\n${firstLine(client.ownerId)}\n`)
  })

  it('can be asked for in other ways, under another name', async () => {
    const { text } = await client.get(`${cdrs}?${hour}`, csv)
    for (const accept of ['accept=csv', 'accept=text/csv', 'is_chunked=false&accept=csv'])
      assert.equal((await client.get(`${cdrs}?${hour}&${accept}`)).text, text)
    for (const type of ['text/comma-separated-values', 'application/octet-stream'])
      assert.equal((await client.get(`${cdrs}?${hour}`, { headers: { accept: type } })).text, text)
    const named = await client.get(`${cdrs}?${hour}&accept=csv&file_name=../march.csv`)
    assert.equal(named.headers.get('content-disposition'), 'attachment; filename="march.csv"')
  })

  it('have two more columns for resellers', async () => {
    const { text } = await master.get(`${cdrs}?${hour}`, csv)
    assert.equal(
      text,
      `${quotedHeader},"reseller_cost","reseller_call_type"\n` +
        `${secondLine},"0",""\n${firstLine(client.ownerId)},"0",""\n`,
    )
  })

  it('keep all columns where JSON leaves out empty texts, filter and turn round like JSON', async () => {
    const filtered = await client.get(`${cdrs}?${hour}&filter_call_id=two&utc_offset=60`, csv)
    assert.equal(filtered.text, `${quotedHeader}\n${secondLine.replace('12:00:01"', '12:01:01"')}\n`)
    const turned = await client.get(`${cdrs}?${hour}&ascending=true&page_size=1`, csv)
    assert.equal(turned.text, `${quotedHeader}\n${firstLine(client.ownerId)}\n`)
  })

  it('are nothing at all when there are none', async () => {
    for (const path of [cdrs, `${cdrs}/interaction`]) {
      const reply = await client.get(path, csv)
      assert.deepEqual([reply.status, reply.text], [204, ''])
    }
  })
})

describe('interactions as CSV', () => {
  it('have quotes only where a line would break, and line ends of two characters', async () => {
    const reply = await client.get(`${cdrs}/interaction?${hour}`, csv)
    assert.equal(
      reply.text,
      `id,${names}\r\n` +
        `202003-one,one,,"Ann ""A"", of\nB",,,130,120,63750628800,,,${client.ownerId},,,inbound,,,0,,,` +
        '2020-03-05_12:00:00,1583409600,1583409600.0,"Thu, 05 Mar 2020 12:00:00 GMT",2020-03-05,' +
        '2020-03-05T12:00:00Z,,0.0,,,,,,,63750628800-0a1b2c3d\r\n',
    )
    assert.equal(reply.headers.get('content-disposition'), 'attachment; filename="result.csv"')
  })
})

describe('single records as CSV', () => {
  it('are tables of what they hold', async () => {
    const record = await client.get(`${cdrs}/202003-two`, csv)
    assert.equal(record.text.split('\n')[0]?.startsWith('"call_id","call_direction","timestamp"'), true)
    const legs = await client.get(`${cdrs}/legs/202003-two`, csv)
    assert.equal(legs.text.split('\n').filter((line) => /^"(one|two)"/.test(line)).length, 2)
  })
})
