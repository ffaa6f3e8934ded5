import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../json.ts'
import { cellsOf, columnNames } from './columns.ts'

/** Named cells of a record. */
function cells(body: JsonObject, ...names: readonly string[]): readonly (string | undefined)[] {
  const record = { db: 'a', id: '202003-x', type: 'cdr', body, hidden: {}, created: 0, modified: 0 }
  const made = cellsOf(record).cells
  return names.map((name) => made[columnNames.indexOf(name)])
}

describe('columns of call records', () => {
  it('tell when the call began, not when it ended', () => {
    assert.deepEqual(
      cells(
        { timestamp: 63_750_628_930, duration_seconds: '130' },
        'timestamp',
        'unix_timestamp',
        'iso_8601_combined',
      ),
      ['63750628800', '1583409600', '2020-03-05T12:00:00Z'],
    )
  })

  it('know the microsecond from when the channel was created', () => {
    const body = { timestamp: 63_750_628_930, channel_created_time: 1_583_409_599_123_456 }
    assert.deepEqual(cells(body, 'unix_timestamp_micro', 'unix_timestamp'), [
      '1583409599.123456',
      '1583409730',
    ])
  })

  it('take numbers from request, to and from by direction', () => {
    const body = {
      request: '100@realm.test',
      to: '+14155550100@carrier.test',
      from_uri: '200@realm.test',
      caller_id_number: '+14155550199',
    }
    const numbers = (direction: JsonObject): unknown =>
      cells({ ...body, ...direction }, 'dialed_number', 'calling_from')
    assert.deepEqual(numbers({ call_direction: 'inbound' }), ['100', '+14155550199'])
    assert.deepEqual(numbers({ call_direction: 'outbound' }), ['+14155550100', '200'])
    assert.deepEqual(numbers({}), ['+14155550100', '200'])
  })

  it('do not name the account itself as what authorised a call', () => {
    const named = (vars: JsonObject): unknown => cells({ custom_channel_vars: vars }, 'authorizing_id')
    assert.deepEqual(named({ account_id: 'acc', authorizing_id: 'acc' }), [''])
    assert.deepEqual(named({ account_id: 'acc', authorizing_id: 'dev' }), ['dev'])
    assert.deepEqual(named({ account_id: 'acc' }), [''])
  })

  it('show rate and cost of calls billed by the minute', () => {
    const vars = { account_billing: 'per_minute', rate: '120', rate_name: 'us-1' }
    assert.deepEqual(
      cells({ billing_seconds: 90, custom_channel_vars: vars }, 'cost', 'rate', 'rate_name', 'call_type'),
      ['240', '0.012', 'us-1', 'per_minute'],
    )
    assert.deepEqual(
      cells(
        { billing_seconds: 90, custom_channel_vars: { ...vars, account_billing: 'allotment' } },
        'cost',
        'rate',
      ),
      ['0', '0.012'],
    )
  })

  it('take call_priority from the top of the record, else from the channel variables', () => {
    assert.deepEqual(
      cells({ call_priority: 3, custom_channel_vars: { call_priority: '1' } }, 'call_priority'),
      ['3'],
    )
    assert.deepEqual(cells({ custom_channel_vars: { call_priority: '1' } }, 'call_priority'), ['1'])
  })

  it('are empty for what is missing or no text', () => {
    assert.deepEqual(
      cells(
        { hangup_cause: null, to: { a: 1 }, from: ['x'], custom_channel_vars: 'none' },
        'hangup_cause',
        'to',
        'from',
        'owner_id',
      ),
      ['', '', '', ''],
    )
  })
})
