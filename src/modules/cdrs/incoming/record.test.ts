import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../../json.ts'
import type { EventRules } from './event.ts'
import { isRefusal, readCdr, type IncomingCdr } from './record.ts'

const rules: EventRules = { ignoredApps: ['milliwatt'], ignoreLoopbackBowout: true }
const account = 'ab'.repeat(16)
/** 2020-03-05T12:02:10Z in Gregorian seconds. */
const hangup = 63_750_628_930

const record: JsonObject = {
  call_id: 'abc@host',
  timestamp: hangup,
  interaction_id: '63750628800-0a1b2c3d',
  custom_channel_vars: { account_id: account },
}

function taken(value: unknown): IncomingCdr {
  const read = readCdr(value, rules)
  assert.ok(!isRefusal(read), JSON.stringify(read))
  return read
}

function refusal(value: unknown): string | undefined {
  const read = readCdr(value, rules)
  return isRefusal(read) ? read.refused : undefined
}

describe('a stored record', () => {
  it('becomes a document of the month of its interaction', () => {
    assert.deepEqual(taken(record), {
      accountId: account,
      id: '202003-abc@host',
      created: hangup,
      hidden: { pvt_vsn: '2' },
      body: {
        ...record,
        interaction_time: 63_750_628_800,
        interaction_key: '0a1b2c3d',
      },
    })
  })

  it('keeps its id and when it was made', () => {
    const made = taken({ ...record, _id: '201912-other', pvt_created: 63_750_629_000, id: 'x' })
    assert.deepEqual([made.id, made.created], ['201912-other', 63_750_629_000])
    assert.equal(taken({ ...record, id: '202003-xyz' }).id, '202003-xyz')
    assert.equal(taken({ ...record, _id: 'no month' }).id, '202003-abc@host')
  })

  it('finds its account where it may stand', () => {
    const other = 'cd'.repeat(16)
    assert.equal(taken({ ...record, account_id: other }).accountId, other)
    assert.equal(taken({ ...record, pvt_account_id: `${other}-201307` }).accountId, other)
    assert.equal(refusal({ ...record, custom_channel_vars: {} }), 'no account id')
    assert.equal(refusal({ ...record, account_id: '../x' }), 'no account id')
  })

  it('has no private fields in the open', () => {
    const { body, hidden } = taken({
      ...record,
      _rev: '3-x',
      pvt_type: 'cdr',
      account_id: account,
      custom_channel_vars: { account_id: account, pvt_cost: 7 },
    })
    assert.deepEqual(Object.keys(body).toSorted(), [
      'call_id',
      'custom_channel_vars',
      'interaction_id',
      'interaction_key',
      'interaction_time',
      'timestamp',
    ])
    assert.deepEqual(body['custom_channel_vars'], { account_id: account })
    assert.deepEqual(hidden, { pvt_vsn: '2', pvt_cost: 7 })
  })

  it('has some channel variables at the top as well', () => {
    const { body } = taken({
      ...record,
      custom_channel_vars: { account_id: account, call_priority: '3', recording_url: 'http://x.test/a' },
    })
    assert.deepEqual([body['call_priority'], body['recording_url']], ['3', 'http://x.test/a'])
  })

  it('counts in integers, whatever it came with', () => {
    const { body } = taken({
      ...record,
      timestamp: String(hangup),
      duration_seconds: '130',
      billing_seconds: '',
    })
    assert.deepEqual(
      [body['timestamp'], body['duration_seconds'], body['billing_seconds']],
      [hangup, 130, ''],
    )
  })

  it('is an interaction of its own, always the same, when it names none', () => {
    const single = { ...record, interaction_id: undefined }
    const { body, id } = taken(single)
    assert.match(String(body['interaction_id']), /^63750628930-[0-9a-f]{8}$/)
    assert.equal(id, '202003-abc@host')
    assert.deepEqual(taken(single).body, body)
    assert.notEqual(taken({ ...single, call_id: 'other' }).body['interaction_key'], body['interaction_key'])
  })

  it('survives names that JavaScript objects react to', () => {
    const text = JSON.stringify(record).replace(
      '"custom_channel_vars":{',
      '"__proto__":{"timestamp":1},"custom_channel_vars":{"__proto__":{"owner_id":"x"},"constructor":"y",',
    )
    const { body } = taken(JSON.parse(text))
    assert.equal(Object.getPrototypeOf(body), Object.prototype)
    assert.deepEqual(body['custom_channel_vars'], { constructor: 'y', account_id: account })
  })

  const refusals: readonly (readonly [string, unknown])[] = [
    ['not an object', []],
    ['not an object', 'text'],
    ['no call id', { ...record, call_id: '' }],
    ['call id is too long', { ...record, call_id: 'x'.repeat(513) }],
    ['no timestamp', { ...record, timestamp: undefined }],
    ['timestamp is not an integer', { ...record, timestamp: 'soon' }],
    ['timestamp is not an integer', { ...record, timestamp: hangup + 0.5 }],
    ['timestamp is not in Gregorian seconds', { ...record, timestamp: 1_583_409_730 }],
    ['timestamp is not in Gregorian seconds', { ...record, timestamp: hangup * 1000 }],
    ['duration_seconds is not an integer', { ...record, duration_seconds: 'x' }],
    ['channel_created_time is not an integer', { ...record, channel_created_time: 1e300 }],
    ['interaction id is not one', { ...record, interaction_id: '1583409730-0a1b2c3d' }],
  ]
  for (const [reason, value] of refusals)
    it(`is refused: ${reason} (${JSON.stringify(value).slice(0, 60)})`, () => {
      assert.equal(refusal(value), reason)
    })
})

describe("the switch's event that a channel has ended", () => {
  const event: JsonObject = {
    'Call-ID': 'abc',
    'Event-Name': 'CHANNEL_DESTROY',
    Timestamp: hangup,
    'Duration-Seconds': 130,
    'Custom-Channel-Vars': {
      'Account-ID': account,
      'Owner-ID': 'owner',
      'Call-Interaction-ID': '63750628800-0A1B2C3D',
      'DID-Classifier': 'did_us',
    },
    'Custom-SIP-Headers': { 'X-Some-Header': 'Value-Stays' },
  }

  it('is stored with the names of a record', () => {
    assert.deepEqual(taken(event).body, {
      call_id: 'abc',
      event_name: 'CHANNEL_DESTROY',
      timestamp: hangup,
      duration_seconds: 130,
      did_classifier: 'did_us',
      custom_channel_vars: { account_id: account, owner_id: 'owner', did_classifier: 'did_us' },
      custom_sip_headers: { x_some_header: 'Value-Stays' },
      interaction_time: 63_750_628_800,
      interaction_key: '0A1B2C3D',
      interaction_id: '63750628800-0A1B2C3D',
    })
  })

  it('is not stored for applications that operators ignore', () => {
    assert.equal(refusal({ ...event, 'Application-Name': 'milliwatt' }), 'application is ignored')
    assert.equal(refusal({ ...event, 'Application-Name': 'park' }), undefined)
  })

  it('is not stored for loopback legs that made way as they should', () => {
    const bowedOut = {
      ...event,
      'Channel-Is-Loopback': 'true',
      'Channel-Loopback-Bowout': true,
      'Channel-Loopback-Bowout-Execute': 'true',
      'Channel-Loopback-Leg': 'B',
      'Hangup-Cause': 'NORMAL_UNSPECIFIED',
    }
    assert.equal(refusal(bowedOut), 'loopback leg that made way')
    assert.equal(refusal({ ...bowedOut, 'Hangup-Cause': 'USER_BUSY' }), undefined)
    assert.equal(
      refusal({ ...bowedOut, 'Hangup-Cause': 'USER_BUSY', 'Channel-Loopback-Leg': 'A' }),
      'loopback leg that made way',
    )
    assert.equal(refusal({ ...bowedOut, 'Channel-Loopback-Bowout': false }), undefined)
    const all = { ...rules, ignoreLoopbackBowout: false }
    assert.ok(!isRefusal(readCdr(bowedOut, all)))
  })
})
