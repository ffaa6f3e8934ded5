import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import type { PresenceQuery } from '../../src/outside/switch/presence.ts'
import type { Client } from '../harness/client.ts'
import { idOf } from '../harness/reply.ts'
import { ScriptedSwitch } from '../harness/scripted-switch.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let account: string

const telephony = new ScriptedSwitch()
const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Lamps')
  stranger = await master.subAccount('Stranger')
  account = `/v2/accounts/${client.accountId}`
})

afterEach(() => {
  telephony.reset()
})

async function device(fields: Readonly<Record<string, string>>, username?: string): Promise<string> {
  const sip = username === undefined ? {} : { username, password: 'secret' }
  return `${account}/devices/${idOf(await client.put(`${account}/devices`, { name: 'Phone', sip, ...fields }))}`
}

async function user(fields: Readonly<Record<string, string>> = {}): Promise<string> {
  return idOf(await client.put(`${account}/users`, { first_name: 'Ann', last_name: 'Lee', ...fields }))
}

/** The states that were set by hand. */
async function states(): Promise<unknown> {
  const { documents } = server.running.edge.services
  return (await documents.find(client.accountId, 'manual_presence'))?.body
}

/** The newest report of a reset, by its path. */
async function report(): Promise<string> {
  const { documents } = server.running.edge.services
  const rows = await documents.scan({
    db: client.accountId,
    view: 'presence/reports',
    descending: true,
    limit: 1,
  })
  return `${account}/presence/report-${rows[0]?.id ?? ''}`
}

describe('presence subscriptions', () => {
  it('are counted over all servers', async () => {
    const asked: PresenceQuery[] = []
    telephony.answer('presence', (query) => {
      asked.push(query)
      const subscriptions = [
        { '100': { dialog: 2 } },
        { '100': { dialog: 1, presence: 4 }, '101': { dialog: 1 } },
      ]
      return Promise.resolve({ subscriptions, complete: true })
    })
    const summary = await client.get(`${account}/presence?event=dialog`)
    assert.deepEqual(
      [summary.status, summary.data],
      [200, { subscriptions: { '100': { dialog: 3, presence: 4 }, '101': { dialog: 1 } } }],
    )
    assert.deepEqual(asked, [{ realm: 'lamps.test', searchType: 'summary', event: 'dialog' }])
  })

  it('of one name are shown each', async () => {
    telephony.answer('presence', ({ username, searchType, realm }) => {
      assert.deepEqual([username, searchType, realm], ['100', 'detail', 'lamps.test'])
      const subscriptions = [
        { '100': { dialog: { 'call-1': { from: 'sip:a', version: 1 } } } },
        { '100': { dialog: { 'call-1': { version: 2 }, 'call-2': { from: 'sip:b' } } } },
      ]
      return Promise.resolve({ subscriptions, complete: false })
    })
    const detail = await client.get(`${account}/presence/100`)
    assert.deepEqual(detail.data, {
      subscriptions: {
        '100': { dialog: { 'call-1': { from: 'sip:a', version: 2 }, 'call-2': { from: 'sip:b' } } },
      },
      timeout: true,
    })
  })

  it('are told to be unknown when no server answers, also below a device or user', async () => {
    const phone = await device({}, 'silent')
    const ann = await user()
    for (const path of ['/presence', '/presence/100', `/users/${ann}/presence`]) {
      const reply = await client.get(account + path)
      assert.deepEqual([reply.status, reply.data], [200, { timeout: true }], path)
    }
    assert.deepEqual((await client.get(`${phone}/presence`)).data, { timeout: true })
  })
})

describe('presence that is reset', () => {
  it('is of a device by its presence id, or by its SIP user name', async () => {
    const named = await device({ presence_id: '201' }, 'named')
    const plain = await device({}, 'plain')
    for (const [path, body] of [
      [named, { action: 'reset' }],
      [plain, { reset: true }],
    ] as const) {
      telephony.reset()
      const reply = await client.post(`${path}/presence`, body)
      assert.deepEqual([reply.status, reply.data], [200, 'command sent'])
      assert.deepEqual(telephony.told, [['resetPresence', 'lamps.test', path === named ? '201' : 'plain']])
    }
  })

  it('is of a user, or of the devices the user has', async () => {
    const own = await user({ presence_id: '300' })
    const other = await user()
    const nobody = await user()
    await device({ owner_id: other, presence_id: '301' })
    await device({ owner_id: other }, 'second')
    telephony.reset()
    assert.equal(
      (await client.post(`${account}/users/${own}/presence`, { action: 'reset' })).data,
      'command sent',
    )
    await client.post(`${account}/users/${other}/presence`, { action: 'reset' })
    const none = await client.post(`${account}/users/${nobody}/presence`, { action: 'reset' })
    assert.deepEqual([none.status, none.data], [200, 'nothing to send command to'])
    const [first, ...rest] = telephony.told
    assert.deepEqual(first, ['resetPresence', 'lamps.test', '300'])
    assert.deepEqual(rest.map(([, , id]) => id).toSorted(), ['301', 'second'])
  })

  it('is of an extension, whatever the body says', async () => {
    const reply = await client.post(`${account}/presence/100`, { action: 'explode' })
    assert.deepEqual([reply.status, reply.data], [200, 'reset command sent for extension 100'])
    assert.deepEqual(telephony.told, [['resetPresence', 'lamps.test', '100']])
  })

  it('leaves a report of what was watched, for those who know its address', async () => {
    const subscriptions = { '100': { dialog: { 'call-1': { from: 'sip:a' } } } }
    telephony.answer('presence', () => Promise.resolve({ subscriptions: [subscriptions], complete: true }))
    await client.post(`${account}/presence/100`, {})
    const path = await report()
    const id = path.slice(-32)
    const magic = `/${deflateRawSync(path).toString('hex')}`
    for (const reply of [await client.get(path), await client.anonymous().get(magic)]) {
      assert.equal(reply.status, 200, reply.text)
      assert.equal(reply.headers.get('content-type'), 'application/json')
      assert.match(
        reply.headers.get('content-disposition') ?? '',
        new RegExp(`^attachment; filename="?${id}.json`),
      )
      assert.deepEqual(JSON.parse(reply.text), { '100': { subscriptions } })
    }
    assert.equal((await client.anonymous().get(path)).status, 401)
    assert.equal((await stranger.get(path)).status, 403)
    const missing = await client.get(`${account}/presence/report-${'0'.repeat(32)}`)
    assert.deepEqual(
      [missing.status, missing.data],
      [404, { message: 'bad identifier', cause: '0'.repeat(32) }],
    )
    const elsewhere = await stranger.get(path.replace(client.accountId, stranger.accountId))
    assert.equal(elsewhere.status, 404)
    assert.equal((await client.post(path, {})).status, 405)
  })

  it('is not for links to look at', async () => {
    const magic = `/${deflateRawSync(`${account}/presence/100`).toString('hex')}`
    assert.equal((await client.anonymous().get(magic)).status, 401)
    assert.equal((await stranger.get(magic)).status, 403)
  })
})

describe('presence that is set', () => {
  it('is kept and shown', async () => {
    const phone = await device({ presence_id: '400' }, 'kept')
    telephony.reset()
    const reply = await client.post(`${phone}/presence`, { action: 'set', state: 'early' })
    assert.deepEqual([reply.status, reply.data], [200, 'command sent'])
    const ann = await user({ presence_id: '401' })
    await client.post(`${account}/users/${ann}/presence`, { action: 'set', state: 'confirmed' })
    await client.post(`${phone}/presence`, { action: 'set', state: 'terminated' })
    assert.deepEqual(await states(), { '400': 'terminated', '401': 'confirmed' })
    assert.deepEqual(telephony.told[0], [
      'updatePresence',
      { presentity: '400@lamps.test', state: 'early', callId: 'da6547191606d0f9142832578bab9413' },
    ])
  })

  it('survives many who set at once', async () => {
    const phones = await Promise.all(
      ['501', '502', '503', '504'].map((id) => device({ presence_id: id }, `many${id}`)),
    )
    const replies = await Promise.all(
      phones.map((path) => client.post(`${path}/presence`, { action: 'set', state: 'early' })),
    )
    assert.deepEqual(
      replies.map(({ status }) => status),
      [200, 200, 200, 200],
    )
    const kept = (await states()) as Record<string, string>
    assert.deepEqual(
      ['501', '502', '503', '504'].map((id) => kept[id]),
      ['early', 'early', 'early', 'early'],
    )
  })

  it('needs a known action and state', async () => {
    const phone = await device({}, 'faulty')
    telephony.reset()
    for (const body of [{}, { action: 'explode' }, { reset: false }])
      assert.deepEqual((await client.post(`${phone}/presence`, body)).data, {
        action: { invalid: { message: 'must be reset or set', target: 'invalid' } },
      })
    for (const body of [{ action: 'set' }, { action: 'set', state: 'busy' }])
      assert.deepEqual((await client.post(`${phone}/presence`, body)).data, {
        state: { invalid: { message: 'must be confirmed, early or terminated', target: 'invalid' } },
      })
    assert.deepEqual(telephony.told, [])
  })

  it('is of a device or user that exists, in one’s own account', async () => {
    const faulty = await client.post(`${account}/presence`, { action: 'reset' })
    assert.deepEqual([faulty.status, faulty.body['message'], faulty.data], [404, 'faulty request', {}])
    const missing = '0'.repeat(32)
    for (const noun of ['devices', 'users'])
      assert.equal(
        (await client.post(`${account}/${noun}/${missing}/presence`, { action: 'reset' })).status,
        404,
      )
    const phone = await device({}, 'fenced')
    telephony.reset()
    for (const path of [`${phone}/presence`, `${account}/presence/100`]) {
      assert.equal((await stranger.post(path, { action: 'reset' })).status, 403)
      assert.equal((await client.anonymous().post(path, { action: 'reset' })).status, 401)
      assert.equal((await client.put(path, {})).status, 405)
    }
    assert.deepEqual(telephony.told, [])
  })
})
