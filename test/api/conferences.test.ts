import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { entriesOf, fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { ScriptedSwitch } from '../harness/scripted-switch.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let conferences: string

const telephony = new ScriptedSwitch()
const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Talks')
  stranger = await master.subAccount('Stranger')
  conferences = `/v2/accounts/${client.accountId}/conferences`
})

afterEach(() => {
  telephony.reset()
})

/** What the schema adds to every conference. */
const defaults = {
  conference_numbers: [],
  member: { join_deaf: false, join_muted: true, numbers: [], pins: [] },
  moderator: { join_deaf: false, join_muted: false, numbers: [], pins: [] },
  play_name: false,
}

const idle = { members: 0, moderators: 0, duration: 0, is_locked: false }

/** Creates a conference that is removed by the test's end. */
async function conference(fields: Readonly<Record<string, string>>): Promise<string> {
  return `${conferences}/${idOf(await client.put(conferences, fields))}`
}

describe('conferences', () => {
  it('are created with the defaults of the schema', async () => {
    const created = await client.put(conferences, {
      name: 'Board',
      member: { pins: ['1234'], join_muted: false },
      moderator: { numbers: ['5000'], pins: ['9999'] },
      play_entry_tone: 'tone_stream://x',
    })
    const id = idOf(created)
    assert.deepEqual(
      [created.status, created.headers.get('location'), created.data],
      [
        201,
        `${conferences}/${id}`,
        {
          ...defaults,
          id,
          name: 'Board',
          member: { join_deaf: false, join_muted: false, numbers: [], pins: ['1234'] },
          moderator: { join_deaf: false, join_muted: false, numbers: ['5000'], pins: ['9999'] },
          play_entry_tone: 'tone_stream://x',
        },
      ],
    )
    await client.delete(`${conferences}/${id}`)
  })

  it('are replaced, patched and deleted', async () => {
    const path = await conference({ name: 'First', language: 'de-de' })
    const replaced = await client.post(path, { name: 'Second' })
    assert.deepEqual(replaced.data, { ...defaults, name: 'Second', id: path.slice(-32) })
    const patched = fieldsOf(await client.patch(path, { member: { pins: ['77'] } }))
    assert.deepEqual(patched['member'], { join_deaf: false, join_muted: true, numbers: [], pins: ['77'] })
    const deleted = await client.delete(path)
    assert.deepEqual([deleted.status, fieldsOf(deleted)['_read_only']], [200, { deleted: true }])
    assert.equal((await client.delete(path)).status, 404)
  })

  it('tell all that is wrong with them', async () => {
    const refused = await client.put(conferences, {
      name: '',
      owner_id: 'short',
      conference_numbers: ['1', '1'],
      member: { numbers: ['+1'], pins: ['x'] },
      max_participants: 'many',
      play_entry_tone: {},
      profile: { 'comfort-noise': 10_001, interval: 9, rate: 44, 'max-members': 1 },
    })
    assert.deepEqual(validatorsOf(refused), {
      conference_numbers: ['uniqueItems'],
      max_participants: ['type'],
      'member.numbers.0': ['pattern'],
      'member.pins.0': ['pattern'],
      name: ['minLength'],
      owner_id: ['minLength'],
      play_entry_tone: ['not_one_schema_valid'],
      'profile.comfort-noise': ['maximum'],
      'profile.interval': ['minimum'],
      'profile.max-members': ['minimum'],
      'profile.rate': ['enum'],
    })
  })

  it('have their numbers alone in the account', async () => {
    const first = idOf(
      await client.put(conferences, {
        conference_numbers: ['6001'],
        member: { numbers: ['6002'] },
        moderator: { numbers: ['6003'] },
      }),
    )
    const taken = await client.put(conferences, {
      conference_numbers: ['6003', '6004'],
      member: { numbers: ['6001'] },
    })
    assert.deepEqual(
      [taken.status, taken.data],
      [400, { numbers: { unique: { message: 'Numbers of another conference', cause: '6003, 6001' } } }],
    )
    const path = `${conferences}/${first}`
    assert.equal((await client.patch(path, { moderator: { numbers: ['6001', '6003'] } })).status, 200)
    const second = await conference({ name: 'Second' })
    const moved = await client.patch(second, { moderator: { numbers: ['6002'] } })
    assert.deepEqual(validatorsOf(moved), { numbers: ['unique'] })
    const elsewhere = conferences.replace(client.accountId, stranger.accountId)
    assert.equal((await stranger.put(elsewhere, { conference_numbers: ['6001'] })).status, 201)
    await client.delete(path)
    assert.equal((await client.patch(second, { moderator: { numbers: ['6002'] } })).status, 200)
    await client.delete(second)
  })

  it('are listed with what goes on in them', async () => {
    const quiet = (await conference({ name: 'Quiet' })).slice(-32)
    const busy = (await conference({ name: 'Busy' })).slice(-32)
    let asked = 0
    telephony.answer('conferences', (accountId) => {
      asked += 1
      assert.equal(accountId, client.accountId)
      const facts = {
        uuid: 'u-1',
        runTime: 61,
        participantCount: 3,
        moderators: 1,
        members: 2,
        isLocked: true,
      }
      return Promise.resolve(new Map([[busy, facts]]))
    })
    const listed = await client.get(conferences)
    const { conference_numbers: numbers, member, moderator } = defaults
    const shared = { conference_numbers: numbers, member, moderator, flags: [] }
    const live = {
      uuid: 'u-1',
      run_time: 61,
      participant_count: 3,
      moderators: 1,
      members: 2,
      is_locked: true,
    }
    const expected = [
      { id: quiet, name: 'Quiet', ...shared, _read_only: idle },
      { id: busy, name: 'Busy', ...shared, _read_only: live },
    ].toSorted((a, b) => (a.id < b.id ? 1 : -1))
    assert.deepEqual([listed.status, listed.body['page_size'], asked], [200, 2, 1])
    assert.deepEqual(listed.data, expected)
    telephony.reset()
    assert.deepEqual(
      entriesOf(await client.get(conferences)).map((entry) => entry['_read_only']),
      [idle, idle],
    )
    for (const id of [quiet, busy]) await client.delete(`${conferences}/${id}`)
  })

  it('are given with those in them, or as quiet', async () => {
    const path = await conference({ name: 'Given' })
    const id = path.slice(-32)
    const quiet = await client.get(path)
    assert.deepEqual(
      [quiet.status, quiet.data],
      [200, { ...defaults, id, name: 'Given', _read_only: { ...idle, participants: [] } }],
    )
    assert.match(String(quiet.body['revision']), /^1-/)
    telephony.answer('conference', (place) => {
      assert.deepEqual(place, { accountId: client.accountId, conferenceId: id })
      const vars = { isModerator: true, speak: true, hear: true, currentEnergy: 12 }
      const participant = { participantId: 4, joinTime: 0, conferenceChannelVars: vars }
      return Promise.resolve({ runTime: 5, isLocked: true, participants: [participant] })
    })
    const live = fieldsOf(await client.get(path))['_read_only']
    assert.ok(live !== undefined && JSON.stringify(live).includes('"current_energy":12'))
    assert.deepEqual(
      { ...(live as object), participants: [] },
      { members: 0, moderators: 1, duration: 5, is_locked: true, participants: [] },
    )
    await client.delete(path)
  })

  it('need not be stored to be asked for', async () => {
    const adhoc = await client.get(`${conferences}/meeting`)
    assert.deepEqual(
      [adhoc.status, adhoc.data],
      [200, { ...defaults, id: 'meeting', _read_only: { ...idle, participants: [] } }],
    )
    for (const reply of [
      await client.post(`${conferences}/meeting`, {}),
      await client.patch(`${conferences}/meeting`, {}),
      await client.delete(`${conferences}/meeting`),
    ])
      assert.deepEqual([reply.status, fieldsOf(reply)['cause']], [404, 'meeting'])
  })

  it('answer as quiet when the switch is too slow', async () => {
    telephony.answer('conference', () => new Promise(() => undefined))
    const before = Date.now()
    const reply = await client.get(`${conferences}/slow`)
    assert.deepEqual([reply.status, fieldsOf(reply)['_read_only']], [200, { ...idle, participants: [] }])
    assert.ok(Date.now() - before < 5_000)
  })

  it('of other accounts are 403, and not found as one’s own', async () => {
    const path = await conference({ name: 'Own' })
    const id = path.slice(-32)
    const elsewhere = conferences.replace(client.accountId, stranger.accountId)
    for (const reply of [
      await stranger.post(`${elsewhere}/${id}`, {}),
      await stranger.patch(`${elsewhere}/${id}`, {}),
      await stranger.delete(`${elsewhere}/${id}`),
    ])
      assert.deepEqual([reply.status, fieldsOf(reply)['cause']], [404, id])
    assert.equal(fieldsOf(await stranger.get(`${elsewhere}/${id}`))['name'], undefined)
    for (const below of ['', `/${id}`, `/${id}/participants`, `/${id}/participants/1`]) {
      assert.equal((await stranger.get(conferences + below)).status, 403)
      assert.equal((await stranger.put(conferences + below, { action: 'lock' })).status, 403)
    }
    assert.equal((await client.anonymous().get(path)).status, 401)
    assert.equal((await client.post(conferences, {})).status, 405)
    assert.deepEqual(telephony.told, [])
    await client.delete(path)
  })
})
