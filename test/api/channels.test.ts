import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { Channel, ChannelQuery } from '../../src/outside/switch/channels.ts'
import { Unanswered } from '../../src/outside/switch/unanswered.ts'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { idOf } from '../harness/reply.ts'
import { never, ScriptedSwitch } from '../harness/scripted-switch.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let client: Client
let account: string

const telephony = new ScriptedSwitch()
const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Calls')
  account = `/v2/accounts/${client.accountId}`
})

afterEach(() => {
  telephony.reset()
})

/** Notes what the switch is asked for, and answers with the given channels. */
function listing(channels: readonly Channel[] = []): ChannelQuery[] {
  const asked: ChannelQuery[] = []
  telephony.answer('channels', (query) => {
    asked.push(query)
    return Promise.resolve(channels)
  })
  return asked
}

async function phone(username: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const sip = username === '' ? {} : { username, password: 'secret' }
  return idOf(
    await client.put(`${account}/devices`, { name: 'Phone', sip, ...(more as Record<string, string>) }),
  )
}

describe('channels', () => {
  it('of the account are listed, each once', async () => {
    const asked = listing([
      { uuid: 'a', direction: 'inbound', elapsedS: 3, customChannelVars: { My_Var: 1 } },
      { uuid: 'b', isOnhold: true, otherLeg: 'a' },
      { uuid: 'a', direction: 'inbound', elapsedS: 4, answered: true },
    ])
    const listed = await client.get(`${account}/channels`)
    assert.deepEqual(
      [listed.status, listed.data],
      [
        200,
        [
          { uuid: 'a', direction: 'inbound', elapsed_s: 4, answered: true },
          { uuid: 'b', is_onhold: true, other_leg: 'a' },
        ],
      ],
    )
    assert.deepEqual(asked, [{ accountId: client.accountId }])
  })

  it('are to be had as CSV', async () => {
    listing([{ uuid: 'a', direction: 'inbound' }])
    const csv = await client.get(`${account}/channels`, { headers: { accept: 'text/csv' } })
    assert.equal(csv.status, 200)
    assert.match(csv.text, /uuid/)
    assert.match(csv.text, /inbound/)
  })

  it('of users, devices and groups are asked for by SIP user names', async () => {
    const user = idOf(await client.put(`${account}/users`, { first_name: 'Ann', last_name: 'Lee' }))
    const guest = idOf(await client.put(`${account}/users`, { first_name: 'Bob', last_name: 'Orr' }))
    const desk = await phone('desk', { owner_id: user })
    await phone('attic', { owner_id: user })
    await phone('hall', { owner_id: user, hotdesk: { users: { [guest]: {} } } })
    const lobby = await phone('lobby')
    const nameless = await phone('')
    const endpoints = {
      [user]: { type: 'user' },
      [lobby]: { type: 'device' },
      [desk]: { type: 'device' },
      ['f'.repeat(32)]: { type: 'device' },
      [guest]: { type: 'group' },
    }
    const group = idOf(await client.put(`${account}/groups`, { name: 'All', endpoints }))
    const empty = idOf(await client.put(`${account}/groups`, { name: 'None', endpoints: {} }))
    const asked = listing([{ uuid: 'a' }])
    for (const [path, usernames] of [
      [`users/${user}`, ['attic', 'desk']],
      [`users/${guest}`, ['hall']],
      [`devices/${lobby}`, ['lobby']],
      [`groups/${group}`, ['attic', 'desk', 'lobby']],
    ] as const) {
      const listed = await client.get(`${account}/${path}/channels`)
      assert.deepEqual(listed.data, [{ uuid: 'a' }], path)
      assert.deepEqual(asked.pop(), { realm: 'calls.test', usernames }, path)
    }
    for (const path of [`devices/${nameless}`, `groups/${empty}`]) {
      const none = await client.get(`${account}/${path}/channels`)
      assert.deepEqual([none.status, none.data], [200, []])
    }
    assert.deepEqual(asked, [])
  })

  it('of what does not exist are not found, and of other things not offered', async () => {
    const missing = '0'.repeat(32)
    for (const noun of ['users', 'devices', 'groups']) {
      const reply = await client.get(`${account}/${noun}/${missing}/channels`)
      assert.deepEqual([reply.status, reply.data], [404, { message: 'bad identifier', cause: missing }], noun)
    }
    const menu = idOf(await client.put(`${account}/menus`, { name: 'Menu' }))
    const faulty = await client.get(`${account}/menus/${menu}/channels`)
    assert.deepEqual([faulty.status, faulty.body['message'], faulty.data], [404, 'faulty request', {}])
  })

  it('of the whole system are for superduper admins, if the operator wants that', async () => {
    const asked = listing([{ uuid: 'a' }])
    assert.deepEqual((await master.get('/v2/channels')).data, [])
    await configure(server, 'crossbar.channels', { system_wide_channels_list: true })
    assert.deepEqual((await master.get('/v2/channels')).data, [{ uuid: 'a' }])
    assert.deepEqual(asked, ['all'])
    assert.equal((await client.get('/v2/channels')).status, 403)
    assert.equal((await client.anonymous().get('/v2/channels')).status, 401)
  })

  it('are none when nobody answers, and 500 when nobody can be asked', async () => {
    assert.deepEqual((await client.get(`${account}/channels`)).data, [])
    telephony.answer('channels', never)
    assert.deepEqual((await client.get(`${account}/channels`)).data, [])
    telephony.answer('channels', () => Promise.resolve(new Unanswered('unreachable')))
    const lost = await client.get(`${account}/channels`)
    assert.deepEqual([lost.status, lost.body['message']], [500, 'could not reach ecallmgr channels'])
  })
})
