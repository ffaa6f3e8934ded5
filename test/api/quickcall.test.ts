import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { CallRequest } from '../../src/outside/switch/calls.ts'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf, idOf } from '../harness/reply.ts'
import { never, ScriptedSwitch } from '../harness/scripted-switch.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let account: string
let user: string
let device: string
let phone: string
let person: string

const telephony = new ScriptedSwitch()
const server = useServer({}, async () => {
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 100_000 } })
  const master = await server.masterClient()
  client = await master.subAccount('Desk')
  stranger = await master.subAccount('Stranger')
  account = `/v2/accounts/${client.accountId}`
  user = idOf(
    await client.put(`${account}/users`, {
      first_name: 'Ann',
      last_name: 'Lee',
      caller_id: { external: { name: 'Ann outside', number: '+14155550101' } },
    }),
  )
  device = idOf(
    await client.put(`${account}/devices`, {
      name: 'Phone',
      owner_id: user,
      sip: { username: 'ann', password: 'secret' },
      caller_id: { internal: { number: '101' }, external: { number: '+14155550102' } },
    }),
  )
  phone = `${account}/devices/${device}/quickcall`
  person = `${account}/users/${user}/quickcall`
})

afterEach(async () => {
  telephony.reset()
  await configure(server, 'crossbar', {})
})

/** The call that the switch was last told to start. */
function started(): CallRequest {
  // Devices that were created a moment ago may be asked to fetch their configuration only now.
  const [command, request] = telephony.told.findLast(([told]) => told !== 'checkSync') ?? []
  assert.equal(command, 'startCall')
  return request as CallRequest
}

/** A call as clients see it, without the ids that are made for it. */
function comparable(shown: Readonly<Record<string, unknown>>): unknown {
  const { endpoints, ...rest } = shown
  assert.ok(Array.isArray(endpoints))
  const legs = (endpoints as readonly Record<string, unknown>[]).map(({ outbound_call_id: id, ...leg }) => {
    assert.match(String(id), /^[0-9a-f]{36}-quickcall$/)
    return leg
  })
  return { ...rest, endpoints: legs }
}

const exported = [
  'Account-ID',
  'Authorizing-ID',
  'Authorizing-Type',
  'Outbound-Callee-ID-Name',
  'Outbound-Callee-ID-Number',
  'Retain-CID',
]

describe('a quick call', () => {
  it('rings the device and goes to the number, without waiting', async () => {
    const reply = await client.get(`${phone}/${encodeURIComponent('(415) 555-0199')}?campaign=7`)
    assert.equal(reply.status, 200)
    assert.deepEqual(comparable(fieldsOf(reply)), {
      application_name: 'transfer',
      application_data: { route: '(415) 555-0199' },
      continue_on_fail: false,
      custom_application_vars: { campaign: '7' },
      custom_channel_vars: {
        account_id: client.accountId,
        inherit_codec: 'false',
        authorizing_type: 'device',
        authorizing_id: device,
        retain_cid: 'false',
      },
      dial_endpoint_method: 'simultaneous',
      endpoints: [
        {
          invite_format: 'contact',
          to_user: 'ann',
          to_username: 'ann',
          to_realm: 'desk.test',
          endpoint_id: device,
          presence_id: 'ann@desk.test',
          custom_channel_vars: {
            account_id: client.accountId,
            authorizing_id: device,
            authorizing_type: 'device',
            owner_id: user,
            sip_invite_domain: 'desk.test',
            auto_answer: true,
          },
        },
      ],
      export_custom_channel_vars: exported,
      ignore_early_media: true,
      media: 'process',
      outbound_callee_id_name: 'Ann outside',
      outbound_callee_id_number: '+14155550101',
      outbound_caller_id_name: 'Device QuickCall',
      outbound_caller_id_number: '4155550199',
      timeout: 30,
    })
    assert.equal(started().callerIdNumber, '4155550199')
  })

  it('rings all devices of a user', async () => {
    const second = idOf(
      await client.put(`${account}/devices`, {
        name: 'Second',
        owner_id: user,
        sip: { username: 'ann2', password: 'secret' },
      }),
    )
    telephony.reset()
    const reply = await client.get(`${person}/1001`)
    assert.deepEqual([reply.status, fieldsOf(reply)['outbound_callee_id_name']], [200, 'Ann Lee'])
    const { endpoints, channelVars } = started()
    assert.deepEqual(endpoints.map((leg) => leg['to_user']).toSorted(), ['ann', 'ann2'])
    assert.equal(
      endpoints.some((leg) => JSON.stringify(leg).includes('auto_answer')),
      false,
    )
    assert.deepEqual([channelVars['authorizing_type'], channelVars['authorizing_id']], ['user', user])
    await client.delete(`${account}/devices/${second}`)
  })

  it('does as the parameters say', async () => {
    const query = new URLSearchParams({
      auto_answer: 'false',
      'cid-name': 'Front%20Desk',
      'cid-number': '+14155550150',
      'ignore-early-media': 'false',
      media: 'bypass',
      timeout: '12',
      target_call_id: 'call-1',
      auth_token: client.token ?? '',
    })
    await client.anonymous().get(`${phone}/1001?${query.toString()}`)
    const request = started()
    assert.deepEqual(
      [
        request.calleeIdName,
        request.calleeIdNumber,
        request.ignoreEarlyMedia,
        request.media,
        request.timeout,
      ],
      ['Front Desk', '+14155550150', false, 'bypass', 12],
    )
    assert.deepEqual([request.existingCallId, request.channelVars['retain_cid']], ['call-1', 'true'])
    assert.equal(JSON.stringify(request.endpoints).includes('"auto_answer":false'), true)
    assert.equal(request.applicationVars['auth_token'], undefined)
    await client.get(`${phone}/1001?timeout=3`)
    assert.equal(started().timeout, 30)
  })

  for (const [filter, number] of [
    ['', '15550199'],
    ['?number_filter=true', '15550199'],
    ['?number_filter=false', '1-555.0199'],
    ['?number_filter=%5E1-(.*)', '555.0199'],
    ['?number_filter=%5Ex(.*)', '1-555.0199'],
    ['?number_filter=(', '1-555.0199'],
  ] as const)
    it(`calls ${number} with the filter '${filter}'`, async () => {
      const reply = await client.get(`${phone}/1-555.0199${filter}`)
      assert.equal(fieldsOf(reply)['outbound_caller_id_number'], number)
      assert.deepEqual(fieldsOf(reply)['application_data'], { route: '1-555.0199' })
    })

  it('that is waited for tells what became of it', async () => {
    const waits: number[] = []
    telephony.answer('placeCall', (_request, seconds) => {
      waits.push(seconds)
      return Promise.resolve({ outcome: 'answered', callId: 'c-1', applicationResponse: 'SUCCESS' })
    })
    const vars = { order: '4' }
    const reply = await client.post(`${phone}/1001`, { timeout: 7, custom_application_vars: vars })
    const fields = fieldsOf(reply)
    assert.deepEqual(
      [reply.status, fields['call_id'], fields['application_response'], fields['custom_application_vars']],
      [200, 'c-1', 'SUCCESS', vars],
    )
    assert.deepEqual(
      [fields['outbound_callee_id_name'], fields['outbound_callee_id_number']],
      ['Ann Lee', '101'],
    )
    assert.deepEqual(waits, [7])
    assert.deepEqual(telephony.told, [])
  })

  it('that fails is 500, as is silence', async () => {
    telephony.answer('placeCall', () => Promise.resolve({ outcome: 'failed', errorMessage: 'NO_ANSWER' }))
    const refused = await client.post(`${phone}/1001`, {})
    assert.deepEqual(
      [refused.status, refused.body['message'], fieldsOf(refused)['error_message']],
      [500, 'quickcall initiation failed', 'NO_ANSWER'],
    )
    telephony.answer('placeCall', never)
    const silent = await client.post(`${phone}/1001`, { timeout: 4 })
    assert.deepEqual([silent.status, silent.body['message']], [500, 'timeout'])
  })

  it('needs something that rings', async () => {
    const bare = idOf(await client.put(`${account}/devices`, { name: 'Bare' }))
    const off = idOf(
      await client.put(`${account}/devices`, {
        name: 'Off',
        enabled: false,
        sip: { username: 'off', password: 'secret' },
      }),
    )
    telephony.reset()
    for (const id of [bare, off]) {
      const reply = await client.get(`${account}/devices/${id}/quickcall/1001`)
      assert.deepEqual([reply.status, reply.body['message']], [500, 'unspecified_fault'])
    }
    assert.deepEqual(telephony.told, [])
  })

  it('from what does not exist is not found', async () => {
    const missing = '0'.repeat(32)
    for (const noun of ['devices', 'users'])
      for (const reply of [
        await client.get(`${account}/${noun}/${missing}/quickcall/1001`),
        await client.post(`${account}/${noun}/${missing}/quickcall/1001`, {}),
      ])
        assert.deepEqual([reply.status, fieldsOf(reply)['cause']], [404, missing])
    const faulty = await client.get(`${account}/quickcall/1001`)
    assert.deepEqual([faulty.status, faulty.body['message']], [404, 'faulty_request'])
    assert.equal((await client.put(`${phone}/1001`, {})).status, 405)
  })
})

describe('who may call', () => {
  it('is anyone, by GET, unless the operator says otherwise', async () => {
    assert.equal((await client.anonymous().get(`${phone}/1001`)).status, 200)
    await configure(server, 'crossbar', { default_allow_anonymous_quickcalls: false })
    telephony.reset()
    assert.equal((await client.anonymous().get(`${phone}/1001`)).status, 401)
    assert.equal((await stranger.get(`${phone}/1001`)).status, 401)
    assert.deepEqual(telephony.told, [])
    assert.equal((await client.get(`${phone}/1001`)).status, 200)
  })

  it('is anyone where the device allows it', async () => {
    await configure(server, 'crossbar', { default_allow_anonymous_quickcalls: false })
    await client.patch(`${account}/devices/${device}`, { allow_anonymous_quickcalls: true })
    assert.equal((await client.anonymous().get(`${phone}/1001`)).status, 200)
    assert.equal((await client.anonymous().get(`${person}/1001`)).status, 401)
    await client.patch(`${account}/devices/${device}`, { allow_anonymous_quickcalls: null })
  })

  it('is the account and those above it, by POST', async () => {
    assert.equal((await client.anonymous().post(`${phone}/1001`, {})).status, 401)
    assert.equal((await stranger.post(`${phone}/1001`, {})).status, 403)
  })

  it('is limited by tokens', async () => {
    await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 3, tokens_fill_rate: 1 } })
    const statuses: number[] = []
    for (let call = 0; call < 6; call += 1)
      statuses.push((await client.anonymous().get(`${phone}/1001`)).status)
    assert.equal(statuses.at(-1), 429)
    await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 100_000 } })
  })
})
