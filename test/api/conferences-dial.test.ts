import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { Json, JsonObject } from '../../src/json.ts'
import type { ConferenceDial } from '../../src/outside/switch/conferences.ts'
import type { Client, Reply } from '../harness/client.ts'
import { idOf } from '../harness/reply.ts'
import { never, ScriptedSwitch } from '../harness/scripted-switch.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let account: string
let board: string
let place: { accountId: string; conferenceId: string }

const telephony = new ScriptedSwitch()
const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Talks')
  account = `/v2/accounts/${client.accountId}`
  const id = idOf(await client.put(`${account}/conferences`, { name: 'Board' }))
  board = `${account}/conferences/${id}`
  place = { accountId: client.accountId, conferenceId: id }
})

afterEach(() => {
  telephony.reset()
})

function act(path: string, action: string, data?: Json): Promise<Reply> {
  return client.put(path, data, { envelope: { action } })
}

describe('a conference that dials', () => {
  let requests: ConferenceDial[] = []

  /** Has the switch call everything successfully. */
  function reachable(): void {
    requests = []
    telephony.answer('dialFromConference', (asked, request) => {
      assert.deepEqual(asked, place)
      requests.push(request)
      const responses = request.endpoints.map((_, at) => ({
        status: 'success' as const,
        callId: `leg-${String(at)}`,
      }))
      return Promise.resolve({ endpointResponses: responses })
    })
  }

  async function device(fields: JsonObject): Promise<string> {
    return idOf(await client.put(`${account}/devices`, { name: 'Phone', ...fields }))
  }

  it('calls devices, users, numbers and URIs, and tells what became of it', async () => {
    reachable()
    const user = idOf(await client.put(`${account}/users`, { first_name: 'Ann', last_name: 'Lee' }))
    const mine = await device({ owner_id: user, sip: { username: 'ann', password: 'secret' } })
    const forwarded = await device({
      sip: { username: 'bob', password: 'secret' },
      call_forward: { enabled: true, number: '4155550177', require_keypress: false },
    })
    const mobile = await device({ device_type: 'mobile', mobile: { mdn: '4155550188' } })
    const described = { name: 'Guest', sip: { username: 'guest', realm: 'guest.test' } }
    const dialled = await client.put(`${board}?from=web`, {
      action: 'dial',
      custom_application_vars: { room: '7' },
      data: {
        endpoints: [user, forwarded, '1001', 'sip:eve@far.test:5080', described, mobile, 'e'.repeat(32)],
        caller_id_number: '+14155550100',
        participant_flags: ['mute'],
        timeout: 5,
        target_call_id: 'call-9',
      },
    })
    const responses = [0, 1, 2, 3, 4, 5].map((at) => ({ status: 'success', call_id: `leg-${String(at)}` }))
    assert.deepEqual([dialled.status, dialled.data], [201, { endpoint_responses: responses }])
    const [request] = requests
    assert.ok(request)
    const { endpoints, requestId, ...rest } = request
    assert.equal(typeof requestId, 'string')
    assert.deepEqual(rest, {
      callerIdName: 'Board',
      callerIdNumber: '+14155550100',
      participantFlags: ['mute'],
      targetCallId: 'call-9',
      timeout: 5,
      applicationVars: { room: '7', from: 'web' },
    })
    assert.deepEqual(endpoints[0], {
      invite_format: 'contact',
      to_user: 'ann',
      to_username: 'ann',
      to_realm: 'talks.test',
      endpoint_id: mine,
      presence_id: 'ann@talks.test',
      custom_channel_vars: {
        account_id: client.accountId,
        authorizing_id: mine,
        authorizing_type: 'device',
        owner_id: user,
        sip_invite_domain: 'talks.test',
      },
    })
    assert.deepEqual(
      endpoints.map((leg) => [leg['invite_format'], leg['route'] ?? null, leg['to_realm']]),
      [
        ['contact', null, 'talks.test'],
        ['loopback', '4155550177', 'talks.test'],
        ['loopback', '1001', 'talks.test'],
        ['route', 'sip:eve@far.test:5080', 'far.test:5080'],
        ['contact', null, 'guest.test'],
        ['route', 'sip:4155550188@mobile.k.zswitch.net', 'talks.test'],
      ],
    )
  })

  it('refuses what cannot be called, by its place counted from 1', async () => {
    reachable()
    const user = idOf(await client.put(`${account}/users`, { first_name: 'No', last_name: 'Phone' }))
    const off = await device({ enabled: false, sip: { username: 'off', password: 'secret' } })
    const quiet = await device({
      do_not_disturb: { enabled: true },
      sip: { username: 'quiet', password: 'secret' },
    })
    const refused = await act(board, 'dial', { endpoints: ['1001', user, off, 'nonsense', quiet] })
    assert.deepEqual(
      [refused.status, refused.data],
      [
        400,
        {
          'data.endpoints.2': {
            minItems: { message: `The user ${user} has no device that can be called`, target: 1 },
          },
          'data.endpoints.3': { not_found: { message: `${off} cannot be called` } },
          'data.endpoints.4': {
            enum: { message: 'must be a number, the id of a device or user, or a SIP URI' },
          },
          'data.endpoints.5': { not_found: { message: `${quiet} cannot be called` } },
        },
      ],
    )
    assert.deepEqual(requests, [])
  })

  it('refuses to call nobody', async () => {
    const nobody = {
      'data.endpoints': { minItems: { message: 'None of the endpoints can be called', target: 1 } },
    }
    assert.deepEqual((await act(board, 'dial', { endpoints: ['0'.repeat(32)] })).data, nobody)
    assert.deepEqual((await act(board, 'dial', {})).data, {
      endpoints: { required: { message: 'is required', value: 'endpoints' } },
      ...nobody,
    })
    assert.deepEqual((await act(board, 'dial', [])).data, {
      data: { required: { message: "The action 'dial' needs a data object" } },
    })
  })

  it('tells when no switch is there, or none answers in time', async () => {
    const lost = await act(board, 'dial', { endpoints: ['1001'] })
    assert.deepEqual(
      [lost.status, lost.data],
      [201, { status: 'error', message: 'conference dial failed to find a media server' }],
    )
    telephony.answer('dialFromConference', never)
    const late = await act(board, 'dial', { endpoints: ['1001'], timeout: 1 })
    assert.deepEqual(
      [late.status, late.data],
      [201, { status: 'error', message: 'timed out trying to dial endpoints' }],
    )
  })
})
