import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { entriesOf, idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const attempts = 50

/** What may exist once only: where it is made, the same value in each attempt, and what losers are told. */
interface Race {
  readonly of: string
  /** Path below the account; the account itself when empty. */
  readonly path: string
  readonly body: (attempt: number) => JsonObject
  readonly error: string
  readonly validator: string
}

const races: readonly Race[] = [
  {
    of: 'a realm',
    path: '',
    body: (attempt) => ({ name: `Realm race ${String(attempt)}`, realm: 'race.example' }),
    error: 'realm',
    validator: 'unique',
  },
  {
    of: "an account's name",
    path: '',
    body: (attempt) => ({ name: 'Name race', realm: `name-race-${String(attempt)}.example` }),
    error: 'name',
    validator: 'unique',
  },
  {
    of: 'a user name',
    path: '/users',
    body: () => ({ first_name: 'R', last_name: 'R', username: 'racer', password: 'pass word 1' }),
    error: 'username',
    validator: 'unique',
  },
  {
    of: "a device's SIP user name",
    path: '/devices',
    body: (attempt) => ({
      name: `Race ${String(attempt)}`,
      sip: { username: 'racer', password: 'secret 1' },
    }),
    error: 'sip.username',
    validator: 'unique',
  },
  {
    of: 'a MAC address',
    path: '/devices',
    body: (attempt) => ({ name: `Race ${String(attempt)}`, mac_address: '00:11:22:33:44:55' }),
    error: 'mac_address',
    validator: 'unique',
  },
  {
    of: "a callflow's number",
    path: '/callflows',
    body: (attempt) => ({
      numbers: ['700', `7${String(100 + attempt)}`],
      flow: { module: 'hangup', data: {} },
    }),
    error: 'numbers',
    validator: 'unique',
  },
  {
    of: "a callflow's pattern",
    path: '/callflows',
    body: () => ({ patterns: ['^7(.*)$'], flow: { module: 'hangup', data: {} } }),
    error: 'patterns',
    validator: 'unique',
  },
  {
    of: "a mailbox's number",
    path: '/vmboxes',
    body: (attempt) => ({ name: `Race ${String(attempt)}`, mailbox: '700' }),
    error: 'mailbox',
    validator: 'unique',
  },
]

describe('fifty clients at once', () => {
  const server = useServer()
  let admin: Client
  let account: string
  before(async () => {
    const master = await server.masterClient()
    admin = await master.subAccount('Races')
    account = `/v2/accounts/${admin.accountId}`
  })

  for (const { of, path, body, error, validator } of races)
    it(`make ${of} once`, async () => {
      const replies = await Promise.all(
        Array.from({ length: attempts }, (_, attempt) => admin.put(account + path, body(attempt))),
      )
      const made = replies.filter(({ status }) => status === 201)
      assert.equal(made.length, 1)
      for (const reply of replies)
        if (reply.status !== 201) assert.deepEqual(validatorsOf(reply), { [error]: [validator] })
      const listed = await admin.get(`${account}${path || '/children'}?paginate=false`)
      const ids = entriesOf(listed).map(({ id }) => id)
      assert.ok(ids.includes(idOf(made[0] ?? listed)))
    })

  it('hand on a value that its holder gave up', async () => {
    const first = idOf(await admin.put(`${account}/vmboxes`, { name: 'First', mailbox: '800' }))
    assert.equal((await admin.delete(`${account}/vmboxes/${first}`)).status, 200)
    const replies = await Promise.all(
      Array.from({ length: attempts }, (_, attempt) =>
        admin.put(`${account}/vmboxes`, { name: `Next ${String(attempt)}`, mailbox: '800' }),
      ),
    )
    assert.equal(replies.filter(({ status }) => status === 201).length, 1)
  })

  it('lose no change of one document: each is saved or refused', async () => {
    const menu = `${account}/menus/${idOf(await admin.put(`${account}/menus`, { name: 'Contended' }))}`
    const replies = await Promise.all(
      Array.from({ length: 4 * attempts }, (_, writer) =>
        admin.patch(menu, { [`writer_${String(writer)}`]: true }),
      ),
    )
    const counts = Map.groupBy(replies, ({ status }) => status)
    assert.deepEqual(
      [...counts.keys()].filter((status) => status !== 200 && status !== 409),
      [],
    )
    const { data } = await admin.get(menu)
    const saved = Object.keys(data as JsonObject).filter((key) => key.startsWith('writer_'))
    const acknowledged = replies.flatMap(({ status }, writer) =>
      status === 200 ? [`writer_${String(writer)}`] : [],
    )
    assert.deepEqual(saved.toSorted(), acknowledged.toSorted())
    assert.ok(saved.length > 0)
  })
})
