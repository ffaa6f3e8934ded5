import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../json.ts'
import { bareLine, cdrRow, quotedLine, rowJson, shownColumns, type RowForm } from './row.ts'

const form: RowForm = { reseller: false, utcOffset: 0, dropEmpty: false }

/** 2020-03-05T12:00:00Z in Gregorian seconds. */
const noon = 63_750_628_800

/** The text of a record's row, as a listing keeps it. */
function rowOf(fields: JsonObject, vars: JsonObject = {}): string {
  const body = {
    call_id: 'abc',
    call_direction: 'inbound',
    timestamp: noon + 130,
    duration_seconds: 130,
    billing_seconds: 120,
    ...fields,
    custom_channel_vars: { account_id: 'account', ...vars },
  }
  const id = '202003-abc'
  return JSON.stringify(
    cdrRow({ db: 'account', id, type: 'cdr', body, hidden: {}, created: noon, modified: noon }),
  )
}

function parsed(row: string, change: Partial<RowForm> = {}): JsonObject {
  return JSON.parse(rowJson(row, { ...form, ...change })) as JsonObject
}

describe('rows of call records as JSON', () => {
  it('have all columns, in their order', () => {
    const entry = parsed(rowOf({}))
    assert.deepEqual(Object.keys(entry), shownColumns(form))
    assert.deepEqual(entry, {
      id: '202003-abc',
      call_id: 'abc',
      caller_id_number: '',
      caller_id_name: '',
      callee_id_number: '',
      callee_id_name: '',
      duration_seconds: 130,
      billing_seconds: 120,
      timestamp: '63750628800',
      hangup_cause: '',
      other_leg_call_id: '',
      owner_id: '',
      to: '',
      from: '',
      direction: 'inbound',
      request: '',
      authorizing_id: '',
      cost: '0',
      dialed_number: '',
      calling_from: '',
      datetime: '2020-03-05_12:00:00',
      unix_timestamp: '1583409600',
      unix_timestamp_micro: '1583409600.0',
      rfc_1036: 'Thu, 05 Mar 2020 12:00:00 GMT',
      iso_8601: '2020-03-05',
      iso_8601_combined: '2020-03-05T12:00:00Z',
      call_type: '',
      rate: '0.0',
      rate_name: '',
      bridge_id: '',
      recording_url: '',
      media_recordings: [],
      media_server: '',
      call_priority: '',
      interaction_id: '',
    })
  })

  it('keep every text as it is', () => {
    for (const name of [
      'Ann "the voice"',
      'back\\slash',
      'a"],["b',
      'a","b',
      '","",""',
      'two\nlines',
      'Ünï 🙂 \ud800',
      '[[]]',
      '{}',
    ])
      assert.equal(parsed(rowOf({ caller_id_name: name }))['caller_id_name'], name)
  })

  it('keep the texts of neighbouring lists apart', () => {
    const row = rowOf({ from: 'x@"],["' }, { rate_name: '"],["', resource_id: '"' })
    assert.equal(parsed(row)['id'], '202003-abc')
    assert.equal(parsed(row, { reseller: true })['reseller_cost'], '0')
  })

  it('have empty texts where integers are missing', () => {
    const entry = parsed(rowOf({ duration_seconds: undefined, billing_seconds: null }))
    assert.deepEqual([entry['duration_seconds'], entry['billing_seconds']], ['', ''])
  })

  it('list recordings', () => {
    const lists: [JsonObject, JsonObject, readonly string[]][] = [
      [{}, { media_recordings: ['a.mp3'] }, ['a.mp3']],
      [{}, { media_recordings: ['a.mp3', 'b,c.mp3'] }, ['a.mp3', 'b,c.mp3']],
      [{}, { media_recordings: 'a.mp3' }, ['a.mp3']],
      [{ media_recordings: ['a.mp3'] }, {}, ['a.mp3']],
      [{ media_recordings: [] }, {}, []],
    ]
    for (const [fields, vars, expected] of lists)
      assert.deepEqual(parsed(rowOf(fields, vars))['media_recordings'], expected)
  })

  it('show resellers two more columns', () => {
    const row = rowOf({}, { rate: 100, reseller_billing: 'per_minute', account_billing: 'allotment' })
    const entry = parsed(row, { reseller: true })
    assert.deepEqual(Object.keys(entry).slice(-3), ['interaction_id', 'reseller_cost', 'reseller_call_type'])
    assert.deepEqual(
      [entry['cost'], entry['reseller_cost'], entry['reseller_call_type']],
      ['0', '200', 'per_minute'],
    )
  })

  it('move the column datetime by an offset, and nothing else', () => {
    const row = rowOf({ caller_id_name: 'a\\b' })
    assert.deepEqual(parsed(row, { utcOffset: -43_201 }), {
      ...parsed(row),
      datetime: '2020-03-04_23:59:59',
    })
  })

  it('leave out empty texts when asked, but not empty lists', () => {
    const entry = parsed(rowOf({}), { dropEmpty: true })
    assert.deepEqual(
      ['hangup_cause', 'direction', 'cost', 'media_recordings'].map((name) => entry[name]),
      [undefined, 'inbound', '0', []],
    )
  })
})

describe('rows of call records as CSV', () => {
  it('are the cells in quotes', () => {
    assert.equal(
      quotedLine(rowOf({ caller_id_name: 'Ann' }), form),
      '"202003-abc","abc","","Ann","","","130","120","63750628800","","","","","","inbound","","","0","","",' +
        '"2020-03-05_12:00:00","1583409600","1583409600.0","Thu, 05 Mar 2020 12:00:00 GMT","2020-03-05",' +
        '"2020-03-05T12:00:00Z","","0.0","","","","","","",""\n',
    )
  })

  it('double quotes, keep backslashes and line ends, and join recordings', () => {
    const row = rowOf({ caller_id_name: 'A "b" \\ c\nd' }, { media_recordings: ['a.mp3', 'b.mp3'] })
    const line = quotedLine(row, form)
    assert.ok(line.startsWith('"202003-abc","abc","","A ""b"" \\ c\nd","","","130"'), line)
    assert.ok(line.endsWith('"","a.mp3,b.mp3","","",""\n'), line)
  })

  it('move the column datetime by an offset', () => {
    const line = quotedLine(rowOf({}), { ...form, utcOffset: 3600 })
    assert.equal(line, quotedLine(rowOf({}), form).replace('2020-03-05_12:', '2020-03-05_13:'))
  })

  it('end in the cells for resellers', () => {
    const row = rowOf({}, { reseller_billing: 'allotment' })
    for (const each of [row, rowOf({ caller_id_name: '\\' }, { reseller_billing: 'allotment' })])
      assert.ok(quotedLine(each, { ...form, reseller: true }).endsWith('"","","","","0","allotment"\n'))
  })

  it('are bare for interactions, but for cells that would break the line', () => {
    const line = bareLine(rowOf({ caller_id_name: 'A, "b"', hangup_cause: 'two\nlines' }), form)
    assert.equal(
      line,
      '202003-abc,abc,,"A, ""b""",,,130,120,63750628800,"two\nlines",,,,,inbound,,,0,,,2020-03-05_12:00:00,' +
        '1583409600,1583409600.0,"Thu, 05 Mar 2020 12:00:00 GMT",2020-03-05,2020-03-05T12:00:00Z,,0.0,,,,,,,\r\n',
    )
  })
})
