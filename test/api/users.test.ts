import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { entriesOf, fieldsOf, idOf, textAt } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

describe('users', () => {
  const server = useServer()
  let acme: Client
  let other: Client
  let users: string

  before(async () => {
    const master = await server.masterClient()
    acme = await master.subAccount('Acme')
    other = await master.subAccount('Other')
    users = `/v2/accounts/${acme.accountId}/users`
  })

  async function created(fields: JsonObject): Promise<string> {
    const reply = await acme.put(users, { first_name: 'Jo', last_name: 'Doe', ...fields })
    assert.equal(reply.status, 201, reply.text)
    return idOf(reply)
  }

  it('creates a user with the defaults of the schema and without the password', async () => {
    const reply = await acme.put(users, {
      first_name: 'Ann',
      last_name: 'Lee',
      username: 'Ann.Lee@Acme.Test',
      password: 'one two three',
      confirm_password: 'one two three',
      email: 'ann@acme.test',
      caller_id: { emergency: { number: '4158867900' } },
      sync: true,
      ui_metadata: { ui: 'test' },
    })
    assert.equal(reply.status, 201)
    const id = idOf(reply)
    const expected = {
      id,
      first_name: 'Ann',
      last_name: 'Lee',
      username: 'ann.lee@acme.test',
      email: 'ann@acme.test',
      caller_id: { emergency: { number: '+14158867900' } },
      ui_metadata: { ui: 'test' },
      priv_level: 'user',
      enabled: true,
      verified: false,
      require_password_update: false,
      vm_to_email_enabled: true,
      hotdesk: { enabled: false, keep_logged_in_elsewhere: false, require_pin: false },
      call_restriction: {},
      contact_list: {},
      music_on_hold: {},
      ringtones: {},
    }
    assert.deepEqual(reply.data, expected)
    assert.equal(reply.headers.get('location'), `${users}/${id}`)
    const read = await acme.get(`${users}/${id}`)
    assert.equal(read.status, 200)
    assert.deepEqual(read.data, expected)
  })

  it('tells everything that is wrong at once', async () => {
    const reply = await acme.put(users, {
      last_name: '',
      email: 'nobody',
      priv_level: 'root',
      username: 'a b',
    })
    assert.equal(reply.status, 400)
    assert.equal(reply.body['message'], 'validation error')
    const errors = fieldsOf(reply)
    assert.deepEqual(
      Object.entries(errors)
        .map(([path, error]) => [path, Object.keys(error ?? {})])
        .toSorted(),
      [
        ['email', ['wrong_format']],
        ['first_name', ['required']],
        ['last_name', ['minLength']],
        ['password', ['required']],
        ['priv_level', ['enum']],
        ['username', ['pattern']],
      ],
    )
  })

  it('takes a username once in an account, whatever its case, and again after it is free', async () => {
    const id = await created({ username: 'twin', password: 'x' })
    const taken = await acme.put(users, { first_name: 'A', last_name: 'B', username: 'TWIN', password: 'x' })
    assert.equal(taken.status, 400)
    assert.deepEqual(taken.data, {
      username: { unique: { message: 'Another user of the account has this username', cause: 'twin' } },
    })
    assert.equal(
      (await acme.post(`${users}/${id}`, { first_name: 'A', last_name: 'B', username: 'twin' })).status,
      200,
    )
    const elsewhere = await other.put(`/v2/accounts/${other.accountId}/users`, {
      first_name: 'A',
      last_name: 'B',
      username: 'twin',
      password: 'x',
    })
    assert.equal(elsewhere.status, 201)
    assert.equal((await acme.delete(`${users}/${id}`)).status, 200)
    await created({ username: 'twin', password: 'x' })
  })

  it('takes a hot desk id once in an account', async () => {
    await created({ hotdesk: { id: '1234', enabled: true } })
    const taken = await acme.put(users, { first_name: 'A', last_name: 'B', hotdesk: { id: '1234' } })
    assert.equal(taken.status, 400)
    assert.deepEqual(taken.data, {
      'hotdesk.id': { unique: { message: 'Another user of the account has this id', cause: '1234' } },
    })
  })

  it('lets only one of two users have a name who ask for it at the same time', async () => {
    const both = await Promise.all(
      ['A', 'B'].map((name) =>
        acme.put(users, { first_name: name, last_name: 'Race', username: 'race', password: name }),
      ),
    )
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 400])
  })

  it('replaces, patches and deletes', async () => {
    const id = await created({ timezone: 'inherit', flags: ['a'], media: { audio: { codecs: ['PCMU'] } } })
    const patched = await acme.patch(`${users}/${id}`, { flags: null, nickname: 'Jojo' })
    assert.equal(patched.status, 200)
    assert.equal(fieldsOf(patched)['nickname'], 'Jojo')
    assert.equal(fieldsOf(patched)['timezone'], 'inherit')
    assert.equal('flags' in fieldsOf(patched), false)
    const replaced = await acme.post(`${users}/${id}`, { first_name: 'New', last_name: 'Name' })
    assert.equal(replaced.status, 200)
    assert.equal(fieldsOf(replaced)['first_name'], 'New')
    assert.equal('nickname' in fieldsOf(replaced), false)
    const deleted = await acme.delete(`${users}/${id}`)
    assert.equal(deleted.status, 200)
    assert.deepEqual(fieldsOf(deleted)['_read_only'], { deleted: true })
    for (const gone of [await acme.get(`${users}/${id}`), await acme.delete(`${users}/${id}`)]) {
      assert.equal(gone.status, 404)
      assert.deepEqual(gone.data, { message: 'bad identifier', cause: id })
    }
  })

  it('leaves what a deleted user owns', async () => {
    const owner_id = await created({})
    const devices = `/v2/accounts/${acme.accountId}/devices`
    const device = idOf(await acme.put(devices, { name: 'Desk', owner_id }))
    await acme.delete(`${users}/${owner_id}`)
    assert.equal(fieldsOf(await acme.get(`${devices}/${device}`))['owner_id'], owner_id)
  })

  it('lists users by last and first name, from the end, with what they have switched on', async () => {
    const master = await server.masterClient()
    const acme2 = await master.subAccount('Acme Two')
    const list = `/v2/accounts/${acme2.accountId}/users`
    for (const [first_name, last_name] of [
      ['Zoe', 'Abel'],
      ['Ann', 'Young'],
      ['Ann', 'Abel'],
    ])
      await acme2.put(list, { first_name, last_name })
    await acme2.put(list, {
      first_name: 'Fay',
      last_name: 'Full',
      username: 'fay',
      password: 'x',
      email: 'fay@acme.test',
      priv_level: 'admin',
      presence_id: '1001',
      timezone: 'Europe/Berlin',
      feature_level: 'gold',
      service: { plan: 'x' },
      flags: ['vip'],
      features: ['own'],
      smartpbx: { faxing: { enabled: true }, conferencing: { enabled: false } },
      hotdesk: { enabled: true },
      call_forward: { enabled: false, failover: true, number: '1' },
      caller_id: { external: { number: '+14158867900' } },
      vm_to_email_enabled: true,
      music_on_hold: { media_id: 'm' },
      do_not_disturb: { enabled: true },
    })
    const entries = entriesOf(await acme2.get(list))
    assert.deepEqual(
      entries.map((entry) => `${textAt(entry, 'last_name')} ${textAt(entry, 'first_name')}`),
      ['Young Ann', 'Tester admin', 'Full Fay', 'Abel Zoe', 'Abel Ann'],
    )
    assert.deepEqual(
      { ...entries[2], id: '' },
      {
        id: '',
        features: [
          'own',
          'faxing',
          'hotdesk',
          'call_forward_failover',
          'caller_id',
          'vm_to_email',
          'music_on_hold',
          'do_not_disturb',
        ],
        username: 'fay',
        email: 'fay@acme.test',
        first_name: 'Fay',
        last_name: 'Full',
        priv_level: 'admin',
        feature_level: 'gold',
        presence_id: '1001',
        timezone: 'Europe/Berlin',
        service: { plan: 'x' },
        flags: ['vip'],
      },
    )
    assert.deepEqual(
      { ...entries[4], id: '' },
      {
        id: '',
        features: ['vm_to_email'],
        first_name: 'Ann',
        last_name: 'Abel',
        priv_level: 'user',
        flags: [],
      },
    )
    const filtered = entriesOf(await acme2.get(`${list}?filter_presence_id=1001`))
    assert.deepEqual(
      filtered.map(({ username }) => username),
      ['fay'],
    )
  })

  it('is closed to other accounts and to callers without a token', async () => {
    const id = await created({})
    for (const path of [users, `${users}/${id}`, `${users}/${id}/photo`, `${users}/${id}/vcard`]) {
      assert.equal((await other.get(path)).status, 403, path)
      assert.equal((await acme.anonymous().get(path)).status, 401, path)
    }
    assert.equal((await other.get(`/v2/accounts/${other.accountId}/users/${id}`)).status, 404)
  })

  it('answers 404 for unknown users and parts, 405 for wrong verbs', async () => {
    const id = await created({})
    for (const verb of ['GET', 'POST', 'PATCH', 'DELETE']) {
      const reply = await acme.request(
        verb,
        `${users}/${'0'.repeat(32)}`,
        verb === 'GET' ? undefined : {},
        {},
      )
      assert.equal(reply.status, 404, verb)
      assert.deepEqual(reply.data, { message: 'bad identifier', cause: '0'.repeat(32) })
    }
    assert.equal((await acme.get(`${users}/${id}/nothing`)).status, 404)
    assert.equal((await acme.put(`${users}/${id}`, {})).status, 405)
    assert.equal((await acme.put(`${users}/${id}/photo`, {})).status, 405)
    assert.equal((await acme.post(`${users}/${id}/vcard`, {})).status, 405)
    // What is not a user is none, whatever its id.
    const menu = idOf(await acme.put(`/v2/accounts/${acme.accountId}/menus`, { name: 'Menu' }))
    assert.equal((await acme.get(`${users}/${menu}`)).status, 404)
  })
})
