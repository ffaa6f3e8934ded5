import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { Json } from '../../src/json.ts'
import type { Participant } from '../../src/outside/switch/conferences.ts'
import type { Client, Reply } from '../harness/client.ts'
import { entriesOf, fieldsOf, idOf } from '../harness/reply.ts'
import { ScriptedSwitch } from '../harness/scripted-switch.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let account: string
let board: string
let medium: string
let place: { accountId: string; conferenceId: string }

const telephony = new ScriptedSwitch()
const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Talks')
  account = `/v2/accounts/${client.accountId}`
  const id = idOf(await client.put(`${account}/conferences`, { name: 'Board' }))
  board = `${account}/conferences/${id}`
  place = { accountId: client.accountId, conferenceId: id }
  medium = idOf(await client.put(`${account}/media`, { name: 'Gong', streamable: true }))
})

afterEach(() => {
  telephony.reset()
})

/** A participant who joined long ago. */
function participant(
  participantId: number,
  isModerator: boolean,
  speak: boolean,
  hear: boolean,
): Participant {
  return {
    participantId,
    callId: `call-${String(participantId)}`,
    joinTime: 63_000_000_000,
    callerIdName: 'Ann',
    conferenceChannelVars: { isModerator, speak, hear },
    customChannelVars: { account_id: client.accountId },
  }
}

/** A moderator, someone muted, someone who speaks, and someone deaf. */
function everybody(): void {
  const participants = [
    participant(1, true, true, true),
    participant(2, false, false, true),
    participant(3, false, true, true),
    participant(4, false, true, false),
  ]
  telephony.answer('conference', () => Promise.resolve({ runTime: 9, isLocked: false, participants }))
}

function act(path: string, action: string, data?: Json): Promise<Reply> {
  return client.put(path, data, { envelope: { action } })
}

describe('a conference that is told to', () => {
  it('lock and unlock does so, wherever the action stands', async () => {
    for (const reply of [await act(board, 'lock', {}), await client.put(board, { action: 'unlock' })])
      assert.deepEqual([reply.status, reply.data, reply.headers.get('location')], [201, 'ok', null])
    assert.deepEqual(telephony.told, [
      ['commandConference', place, { command: 'lock' }],
      ['commandConference', place, { command: 'unlock' }],
    ])
  })

  it('lock need not be stored', async () => {
    assert.equal((await act(`${account}/conferences/adhoc`, 'lock', {})).status, 201)
    assert.deepEqual(telephony.told, [
      ['commandConference', { ...place, conferenceId: 'adhoc' }, { command: 'lock' }],
    ])
  })

  it('play a medium or a URL does so', async () => {
    assert.equal((await act(board, 'play', { media_id: medium })).data, 'ok')
    const nested = { action: 'play', data: { media_id: 'https://media.test/gong.mp3' } }
    assert.deepEqual((await client.put(board, nested)).data, 'ok')
    assert.equal(
      (await act(`${board}/participants`, 'play', { media_id: medium, action: 'play' })).data,
      'ok',
    )
    const path = `/${client.accountId}/${medium}`
    assert.deepEqual(telephony.told, [
      ['commandConference', place, { command: 'play', media: path }],
      ['commandConference', place, { command: 'play', media: 'https://media.test/gong.mp3' }],
      ['commandConference', place, { command: 'play', media: path }],
    ])
  })

  it('play what is not said or not there is refused', async () => {
    const nothing = await act(board, 'play', [])
    assert.deepEqual(
      [nothing.status, nothing.data],
      [400, { data: { required: { message: "The action 'play' needs a data object" } } }],
    )
    const bare = await act(board, 'play', {})
    assert.deepEqual(bare.data, {
      'data.media_id': { required: { message: 'Name a medium by its id or URL' } },
    })
    const missing = await act(board, 'play', { media_id: 'nothing' })
    assert.deepEqual(
      [missing.status, missing.body['message'], missing.data],
      [404, 'bad identifier', ['nothing']],
    )
    assert.deepEqual(telephony.told, [])
  })

  it('record starts and stops', async () => {
    assert.equal((await act(board, 'record', { action: 'start' })).data, 'starting recording')
    const stop = await client.put(board, { action: 'record', data: { action: 'stop' } })
    assert.deepEqual([stop.status, stop.data], [201, 'stopping recording'])
    assert.deepEqual(telephony.told, [
      ['commandConference', place, { command: 'record' }],
      ['commandConference', place, { command: 'recordstop' }],
    ])
    assert.deepEqual((await act(board, 'record', [])).data, {
      data: { required: { message: "The action 'record' needs a data object" } },
    })
    assert.deepEqual((await act(board, 'record', {})).data, {
      'data.action': { required: { message: 'Say whether to start or stop' } },
    })
    assert.deepEqual((await act(board, 'record', { action: 'pause' })).data, {
      'data.action': {
        enum: {
          message: 'must be one of the allowed values',
          target: ['start', 'stop'],
          value: 'pause',
        },
      },
    })
  })

  it('do what nobody knows is 404', async () => {
    for (const path of [board, `${board}/participants`, `${board}/participants/1`]) {
      const reply = await act(path, 'explode', {})
      assert.deepEqual([reply.status, reply.body['message']], [404, 'faulty_request'])
    }
    assert.equal((await client.put(board, {})).status, 404)
  })
})

describe('participants', () => {
  it('are listed and given with how long they are there', async () => {
    everybody()
    const [first] = entriesOf(await client.get(`${board}/participants`))
    assert.ok(first && typeof first['duration'] === 'number' && first['duration'] > 0)
    assert.deepEqual(
      { ...first, duration: 0 },
      {
        participant_id: 1,
        call_id: 'call-1',
        join_time: 63_000_000_000,
        caller_id_name: 'Ann',
        duration: 0,
        conference_channel_vars: { is_moderator: true, speak: true, hear: true },
        custom_channel_vars: { account_id: client.accountId },
      },
    )
    const one = await client.get(`${board}/participants/3`)
    assert.equal(fieldsOf(one)['call_id'], 'call-3')
    const nobody = await client.get(`${board}/participants/17`)
    assert.deepEqual([nobody.status, nobody.data], [200, {}])
  })

  it('are none while no switch answers', async () => {
    assert.deepEqual((await client.get(`${board}/participants`)).data, [])
    assert.deepEqual((await client.get(`${board}/participants/1`)).data, {})
  })

  for (const [action, concerned] of [
    ['mute', [3, 4]],
    ['unmute', [2]],
    ['deaf', [2, 3]],
    ['undeaf', [4]],
    ['kick', [1, 2, 3, 4]],
  ] as const)
    it(`all told to ${action}: those whom it concerns`, async () => {
      everybody()
      const reply = await client.put(`${board}/participants`, { action })
      assert.deepEqual(
        [reply.status, fieldsOf(reply)['name'], fieldsOf(reply)['id']],
        [201, 'Board', place.conferenceId],
      )
      assert.deepEqual(
        telephony.told,
        concerned.map((participantId) => ['commandConference', place, { command: action, participantId }]),
      )
    })

  for (const action of ['mute', 'unmute', 'deaf', 'undeaf', 'kick'] as const)
    it(`one told to ${action} does so`, async () => {
      const reply = await client.put(`${board}/participants/2`, { action })
      assert.deepEqual([reply.status, reply.data], [201, 'ok'])
      assert.deepEqual(telephony.told, [['commandConference', place, { command: action, participantId: 2 }]])
    })

  it('one hears a medium alone', async () => {
    const path = `${board}/participants/2`
    assert.equal((await act(path, 'play', { media_id: 'tone_stream://x' })).data, 'ok')
    assert.deepEqual(telephony.told, [
      ['commandConference', place, { command: 'play', media: 'tone_stream://x', participantId: 2 }],
    ])
    assert.equal((await act(path, 'play', {})).status, 400)
  })

  it('have numbers', async () => {
    const reply = await client.put(`${board}/participants/ann`, { action: 'mute' })
    assert.deepEqual(
      [reply.status, reply.body['message'], fieldsOf(reply)['cause']],
      [404, 'bad_identifier', 'ann'],
    )
  })

  it('are related when both are there', async () => {
    everybody()
    const related = await client.put(`${board}/participants`, {
      action: 'relate',
      data: { participant_id: 2, other_participant: '3', relationship: 'deaf' },
    })
    assert.deepEqual([related.status, related.data], [201, 'relating participants'])
    const relation = { command: 'relate', participantId: 2, otherParticipant: 3 }
    assert.deepEqual(telephony.told, [['commandConference', place, { ...relation, relationship: 'deaf' }]])
    const absent = await act(`${board}/participants`, 'relate', { participant_id: 2, other_participant: 33 })
    assert.deepEqual(
      [absent.status, absent.body['message'], fieldsOf(absent)['id']],
      [404, 'bad_identifier', 33],
    )
    const wrong = await act(`${board}/participants`, 'relate', { participant_id: 2, relationship: 'none' })
    assert.deepEqual(Object.keys(fieldsOf(wrong)).toSorted(), ['other_participant', 'relationship'])
  })
})
