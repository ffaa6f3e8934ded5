import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { ChannelDetails } from '../../src/outside/switch/channels.ts'
import type { Client } from '../harness/client.ts'
import { validatorsOf } from '../harness/reply.ts'
import { ScriptedSwitch } from '../harness/scripted-switch.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let account: string
let channel: string

const call = '9d3f@10.0.0.5'
const telephony = new ScriptedSwitch()
const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Calls')
  stranger = await master.subAccount('Stranger')
  account = `/v2/accounts/${client.accountId}`
  channel = `${account}/channels/${call}`
})

afterEach(() => {
  telephony.reset()
})

/** A live channel of the account. */
function live(more: Partial<ChannelDetails> = {}): void {
  telephony.answer('channel', (callId) =>
    Promise.resolve(
      callId === call
        ? { callId, accountId: client.accountId, callDirection: 'inbound', isOnHold: false, ...more }
        : undefined,
    ),
  )
}

describe('one channel', () => {
  it('is given in the form of events, without its account', async () => {
    live({ calleeIdName: 'Bob', otherLegCallId: 'other' })
    const reply = await client.get(channel)
    assert.deepEqual(
      [reply.status, reply.data],
      [
        200,
        {
          call_id: call,
          call_direction: 'inbound',
          is_on_hold: false,
          callee_id_name: 'Bob',
          other_leg_call_id: 'other',
        },
      ],
    )
  })

  it('is 503 while no switch answers, whatever is asked of it', async () => {
    for (const reply of [
      await client.get(channel),
      await client.post(channel, { action: 'hangup' }),
      await client.put(channel, { module: 'hangup' }, { envelope: { action: 'metaflow' } }),
    ])
      assert.deepEqual([reply.status, reply.body['message']], [503, 'datastore timeout'])
    assert.deepEqual(telephony.told, [])
  })

  it('is not found when the switch does not have it, or it is of another account', async () => {
    live()
    const unknown = await client.get(`${account}/channels/unknown`)
    assert.deepEqual(
      [unknown.status, unknown.body['message'], unknown.data],
      [404, 'bad identifier', ['unknown']],
    )
    const elsewhere = channel.replace(client.accountId, stranger.accountId)
    for (const reply of [
      await stranger.get(elsewhere),
      await stranger.post(elsewhere, { action: 'hangup' }),
      await stranger.put(elsewhere, { module: 'hangup' }, { envelope: { action: 'metaflow' } }),
    ])
      assert.deepEqual([reply.status, reply.data], [404, [call]])
    for (const reply of [
      await stranger.get(channel),
      await stranger.post(channel, { action: 'hangup' }),
      await stranger.put(channel, { action: 'metaflow' }),
    ])
      assert.equal(reply.status, 403)
    assert.equal((await client.anonymous().get(channel)).status, 401)
    assert.deepEqual(telephony.told, [])
  })
})

describe('a channel that is told to', () => {
  for (const [action, given, data] of [
    ['hangup', {}, {}],
    ['break', {}, {}],
    ['transfer', { target: '1001' }, { target: '1001', 'transfer-type': 'blind' }],
    [
      'transfer',
      { target: '1001', 'transfer-type': 'attended', moh: 'm' },
      { target: '1001', 'transfer-type': 'attended', moh: 'm' },
    ],
    ['callflow', {}, {}],
    ['callflow', { id: 'flow', captures: '1' }, { id: 'flow', captures: '1' }],
    [
      'intercept',
      { target_type: 'device', target_id: 'd', unbridged_only: false },
      { target_type: 'device', target_id: 'd', unbridged_only: false },
    ],
  ] as const)
    it(`${action} with ${JSON.stringify(given)} does so`, async () => {
      live({ otherLegCallId: 'other' })
      const reply = await client.post(channel, given, { envelope: { action } })
      assert.deepEqual([reply.status, reply.data], [200, `${action} initiated`])
      assert.deepEqual(telephony.told, [['actOnChannel', { callId: call, action, data }]])
    })

  it('do something takes the action from data as well', async () => {
    live()
    assert.equal((await client.post(channel, { action: 'hangup' })).data, 'hangup initiated')
  })

  it('do something tells what is missing', async () => {
    live()
    const alone = await client.post(channel, { action: 'transfer', target: '1001' })
    assert.deepEqual(
      [alone.status, alone.data],
      [400, { other_leg_call_id: { required: { message: 'The channel is not bridged to another' } } }],
    )
    live({ otherLegCallId: 'other' })
    assert.deepEqual((await client.post(channel, { action: 'transfer' })).data, {
      target: { required: { message: 'Say where to transfer to' } },
    })
    assert.deepEqual((await client.post(channel, { action: 'intercept', target_id: 'd' })).data, {
      target_type: { required: { message: 'Say what kind of target it is' } },
    })
    assert.deepEqual((await client.post(channel, { action: 'intercept', target_type: 'user' })).data, {
      target_id: { required: { message: 'Say which target it is' } },
    })
    for (const body of [{}, { action: 'explode' }, { action: 'constructor' }]) {
      const invalid = await client.post(channel, body)
      assert.deepEqual([invalid.status, invalid.body['message']], [400, 'invalid data'])
    }
    assert.deepEqual(telephony.told, [])
  })

  it('go through a metaflow does so, with the defaults of its modules', async () => {
    live()
    const sent = await client.put(channel, { module: 'hold' }, { envelope: { action: 'metaflow' } })
    assert.deepEqual([sent.status, sent.data, sent.headers.get('location')], [201, 'metaflow sent', null])
    const wrapped = await client.put(channel, { action: 'metaflow', module: 'hangup' })
    assert.equal(wrapped.status, 201)
    assert.deepEqual(telephony.told, [
      ['runMetaflow', call, { module: 'hold', data: { unhold_key: '1' } }],
      ['runMetaflow', call, { module: 'hangup', data: {} }],
    ])
  })

  it('go through a metaflow that is none is refused', async () => {
    live()
    const envelope = { action: 'metaflow' }
    assert.deepEqual(validatorsOf(await client.put(channel, {}, { envelope })), { module: ['required'] })
    assert.deepEqual(
      validatorsOf(await client.put(channel, { module: 'play', data: { leg: 'none' } }, { envelope })),
      { 'data.leg': ['enum'] },
    )
    const other = await client.put(channel, { module: 'hangup' }, { envelope: { action: 'other' } })
    assert.deepEqual([other.status, other.body['message']], [400, 'invalid data'])
    assert.deepEqual(telephony.told, [])
  })
})
