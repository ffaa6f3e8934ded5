import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let account: string
let user: string
let device: string

const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Digits')
  stranger = await master.subAccount('Stranger')
  account = `/v2/accounts/${client.accountId}`
  user = `${account}/users/${idOf(
    await client.put(`${account}/users`, { first_name: 'Ann', last_name: 'Lee' }),
  )}`
  device = `${account}/devices/${idOf(await client.put(`${account}/devices`, { name: 'Desk' }))}`
})

/** The example of the reference: the key `2` transfers, digits behind a 5 go to a callflow. */
const example = {
  binding_digit: '*',
  digit_timeout: 800,
  numbers: { '2': { module: 'transfer', data: { target: '1001' } } },
  patterns: { '^5(\\d{3})$': { module: 'callflow', data: { id: 'flow' } } },
}

/** The same with the defaults of its actions. */
const completed = {
  binding_digit: '*',
  digit_timeout: 800,
  numbers: {
    '2': {
      module: 'transfer',
      data: { target: '1001', captures: ['no_match'], transfer_type: 'blind' },
    },
  },
  patterns: { '^5(\\d{3})$': { module: 'callflow', data: { id: 'flow' } } },
}

describe('metaflows', () => {
  for (const [scope, path] of [
    ['account', () => account],
    ['user', () => user],
    ['device', () => device],
  ] as const)
    it(`of the ${scope} are set, shown with it and removed`, async () => {
      const before = fieldsOf(await client.get(path()))
      assert.deepEqual((await client.get(`${path()}/metaflows`)).data, {})
      const set = await client.post(`${path()}/metaflows`, example)
      assert.deepEqual([set.status, set.data], [200, completed])
      const read = await client.get(`${path()}/metaflows`)
      assert.deepEqual([read.data, read.body['revision']], [completed, set.body['revision']])
      assert.deepEqual(fieldsOf(await client.get(path()))['metaflows'], completed)
      const removed = await client.delete(`${path()}/metaflows`)
      assert.deepEqual([removed.status, removed.data], [200, {}])
      assert.deepEqual((await client.get(`${path()}/metaflows`)).data, {})
      assert.deepEqual(fieldsOf(await client.get(path())), before)
      assert.deepEqual((await client.delete(`${path()}/metaflows`)).data, {})
    })

  it('of account, user and device are each their own', async () => {
    await client.post(`${account}/metaflows`, { binding_digit: '1' })
    await client.post(`${user}/metaflows`, { binding_digit: '2' })
    await client.post(`${device}/metaflows`, { binding_digit: '3' })
    for (const [path, digit] of [
      [account, '1'],
      [user, '2'],
      [device, '3'],
    ] as const)
      assert.deepEqual((await client.get(`${path}/metaflows`)).data, { binding_digit: digit })
  })

  it('are replaced as a whole, and begin with a star', async () => {
    await client.post(`${user}/metaflows`, { listen_on: 'self', numbers: { '1': { module: 'hangup' } } })
    assert.deepEqual((await client.post(`${user}/metaflows`, { digit_timeout: '500' })).data, {
      binding_digit: '*',
      digit_timeout: 500,
    })
  })

  it('may go on in children, each with the defaults of its module', async () => {
    const set = await client.post(`${device}/metaflows`, {
      numbers: { '3': { module: 'hold', children: { _: { module: 'tts', data: { text: 'Bye' } } } } },
    })
    assert.deepEqual(fieldsOf(set)['numbers'], {
      '3': {
        module: 'hold',
        data: { unhold_key: '1' },
        children: {
          _: {
            module: 'tts',
            data: {
              text: 'Bye',
              engine: 'flite',
              leg: 'self',
              terminators: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'],
              voice: 'female',
            },
          },
        },
      },
    })
  })

  it('refuse what no phone or module knows, all of it in one answer', async () => {
    const refused = await client.post(`${user}/metaflows`, {
      binding_digit: 'A',
      digit_timeout: -1,
      listen_on: 'nobody',
      numbers: {
        one: { module: 'hangup' },
        '1': { module: 'voicemail' },
        '2': { data: {} },
        '3': { module: 'audio_level', data: { level: 5 } },
        '4': { module: 'pivot', data: { voice_url: 'http://localhost/x' } },
      },
      patterns: { '': { module: 'hangup' } },
    })
    assert.deepEqual(validatorsOf(refused), {
      binding_digit: ['enum'],
      digit_timeout: ['minimum'],
      listen_on: ['enum'],
      'numbers.one': ['additionalProperties'],
      'numbers.1.module': ['error'],
      'numbers.2.module': ['required'],
      'numbers.3.data.level': ['maximum'],
      'numbers.4.data.voice_url': ['error'],
      'patterns.': ['additionalProperties'],
    })
    const unknown = await client.post(`${account}/metaflows`, { numbers: { '1': { module: 'voicemail' } } })
    assert.deepEqual(unknown.data, {
      'numbers.1.module': {
        error: { message: 'there is no module voicemail for metaflows', value: 'voicemail' },
      },
    })
  })

  it('are not changed by who saw an older state', async () => {
    const seen = await client.get(`${device}/metaflows`)
    const revision = String(seen.headers.get('etag'))
    await client.patch(device, { name: 'Renamed' })
    const late = await client.post(`${device}/metaflows`, {}, { headers: { 'if-match': revision } })
    assert.equal(late.status, 412)
  })

  it('of what does not exist are not found', async () => {
    const missing = '0'.repeat(32)
    for (const noun of ['users', 'devices', 'faxboxes'])
      for (const reply of [
        await client.get(`${account}/${noun}/${missing}/metaflows`),
        await client.post(`${account}/${noun}/${missing}/metaflows`, {}),
        await client.delete(`${account}/${noun}/${missing}/metaflows`),
      ])
        assert.deepEqual([reply.status, fieldsOf(reply)['cause']], [404, missing], noun)
    const own = user.replace(client.accountId, stranger.accountId)
    assert.equal((await stranger.get(`${own}/metaflows`)).status, 404)
  })

  it('are read, set and deleted only, and only in the account', async () => {
    assert.equal((await client.put(`${account}/metaflows`, {})).status, 405)
    assert.equal((await client.patch(`${user}/metaflows`, {})).status, 405)
    assert.equal((await client.get(`${account}/metaflows/any`)).status, 404)
    for (const path of [account, user, device])
      for (const reply of [
        await stranger.get(`${path}/metaflows`),
        await stranger.post(`${path}/metaflows`, {}),
        await stranger.delete(`${path}/metaflows`),
      ])
        assert.equal(reply.status, 403)
  })
})
