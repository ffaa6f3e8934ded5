import assert from 'node:assert/strict'
import { afterEach, before, describe, it, mock } from 'node:test'
import { noSwitch } from '../../src/outside/switch/none.ts'
import type { Client, Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf, idOf, textAt, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const server = useServer()
const unknown = '0'.repeat(32)

/** What an answer shows, without what differs from run to run. */
function steady(reply: Reply): Record<string, unknown> {
  const { id, created, ...rest } = fieldsOf(reply)
  assert.match(String(id), /^[0-9a-f]{32}$/)
  assert.equal(typeof created, 'number')
  return rest
}

describe('accounts', () => {
  let master: Client
  let reseller: Client
  let bakery: Client
  before(async () => {
    master = await server.masterClient()
    reseller = await master.subAccount('Reseller')
    bakery = await reseller.subAccount('Bakery')
  })
  afterEach(() => {
    mock.restoreAll()
  })

  it('are created below the account in the path, with realm, timezone and defaults', async () => {
    const reply = await reseller.put(`/v2/accounts/${reseller.accountId}`, {
      name: 'Blue Door Bakery',
      language: 'en-us',
    })
    assert.equal(reply.status, 201)
    const { realm, ...rest } = steady(reply)
    assert.match(String(realm), /^[0-9a-f]{6}\.sip\.2600hz\.com$/)
    assert.deepEqual(rest, {
      name: 'Blue Door Bakery',
      language: 'en-us',
      timezone: 'America/Los_Angeles',
      call_restriction: {},
      music_on_hold: {},
      preflow: {},
      ringtones: {},
      available_apps: [],
      blacklists: [],
      descendants_count: 0,
      wnm_allow_additions: false,
      knm_allow_additions: false,
      superduper_admin: false,
      enabled: true,
      reseller_id: master.accountId,
      is_reseller: false,
      billing_mode: 'normal',
    })
    assert.equal(reply.headers.get('location'), `/v2/accounts/${idOf(reply)}`)
    const read = await reseller.get(`/v2/accounts/${idOf(reply)}`)
    assert.deepEqual(read.data, reply.data)
    assert.equal(read.body['revision'], reply.body['revision'])
  })

  it("are created below the caller's account when the path names none", async () => {
    const reply = await reseller.put('/v2/accounts', { name: 'Below the caller' })
    assert.equal(reply.status, 201)
    const tree = await reseller.get(`/v2/accounts/${idOf(reply)}/tree`)
    assert.deepEqual(tree.data, [{ id: reseller.accountId, name: 'Reseller' }])
    assert.equal((await master.anonymous().put('/v2/accounts', { name: 'Nobody' })).status, 401)
    assert.equal((await master.get('/v2/accounts')).status, 405)
  })

  it('take away spaces from realms, and computed fields', async () => {
    const reply = await master.put(`/v2/accounts/${reseller.accountId}`, {
      id: 'f'.repeat(32),
      name: 'Own Realm',
      realm: 'own. realm .test',
      timezone: 'Europe/Berlin',
      superduper_admin: true,
      wnm_allow_additions: true,
      knm_allow_additions: true,
      is_reseller: true,
      reseller_id: 'x',
      billing_mode: 'free',
      created: 1,
      descendants_count: 99,
      trial_time_left: 5,
      api_key: 'mine',
      notification_preference: 'teletype',
      pvt_superduper_admin: true,
    })
    assert.equal(reply.status, 201)
    const shown = fieldsOf(reply)
    assert.notEqual(shown['id'], 'f'.repeat(32))
    assert.notEqual(shown['created'], 1)
    assert.equal(shown['realm'], 'own.realm.test')
    assert.equal(shown['timezone'], 'Europe/Berlin')
    for (const field of ['superduper_admin', 'wnm_allow_additions', 'knm_allow_additions', 'is_reseller'])
      assert.equal(shown[field], false, field)
    assert.equal(shown['billing_mode'], 'limits_only')
    assert.equal(shown['reseller_id'], master.accountId)
    assert.equal(shown['descendants_count'], 0)
    for (const field of ['trial_time_left', 'api_key', 'notification_preference'])
      assert.ok(!(field in shown), field)
  })

  it('tell all that is wrong in one answer', async () => {
    const reply = await master.put('/v2/accounts', {
      name: ' bak-ERY! ',
      realm: 'BAKERY.test',
      timezone: 'x',
      enabled: 'perhaps',
      preflow: { other: 1 },
    })
    assert.deepEqual(validatorsOf(reply), {
      realm: ['unique'],
      name: ['unique'],
      timezone: ['minLength'],
      enabled: ['type'],
      'preflow.other': ['additionalProperties'],
    })
    const { realm, name } = fieldsOf(reply)
    assert.deepEqual(realm, {
      unique: { message: 'Another account has this realm', cause: 'BAKERY.test' },
    })
    assert.deepEqual(name, { unique: { message: 'Another account has this name', cause: ' bak-ERY! ' } })
    assert.deepEqual(validatorsOf(await master.put('/v2/accounts', { realm: 'sp/ce.test' })), {
      name: ['required'],
      realm: ['pattern'],
    })
  })

  it('never share a realm or a name, also when they are created at the same moment', async () => {
    const replies = await Promise.all(
      [1, 2, 3, 4].map(() => master.put('/v2/accounts', { name: 'Race', realm: 'race.test' })),
    )
    assert.deepEqual(replies.map(({ status }) => status).toSorted(), [201, 400, 400, 400])
    for (const reply of replies.filter(({ status }) => status === 400))
      for (const [path, validators] of Object.entries(validatorsOf(reply))) {
        assert.ok(['realm', 'name'].includes(path), path)
        assert.deepEqual(validators, ['unique'])
      }
  })

  it('may share names where an operator allows it', async () => {
    await configure(server, 'crossbar.accounts', { ensure_unique_name: false })
    const twin = await master.put('/v2/accounts', { name: 'Bakery', realm: 'twin.test' })
    assert.equal(twin.status, 201)
    await configure(server, 'crossbar.accounts', {})
    const third = await master.put('/v2/accounts', { name: 'Bakery', realm: 'third.test' })
    assert.deepEqual(validatorsOf(third), { name: ['unique'] })
    assert.equal((await master.delete(`/v2/accounts/${idOf(twin)}`)).status, 200)
  })

  it('draw realms as an operator configures them', async () => {
    await configure(server, 'crossbar.accounts', {
      account_realm_suffix: 'voice.example',
      random_realm_strength: 5,
    })
    const reply = await master.put('/v2/accounts', { name: 'Configured', realm: '' })
    await configure(server, 'crossbar.accounts', {})
    assert.match(textAt(fieldsOf(reply), 'realm'), /^[0-9a-f]{10}\.voice\.example$/)
  })

  it('are replaced: what is not sent goes, realm and timezone are set anew', async () => {
    const created = await master.put('/v2/accounts', {
      name: 'Replaced',
      realm: 'replaced.test',
      timezone: 'Europe/Paris',
      org: 'Old',
      custom: 1,
    })
    const path = `/v2/accounts/${idOf(created)}`
    const reply = await master.post(path, { name: 'Replaced Too', org: 'New' })
    assert.equal(reply.status, 200)
    const { realm, ...rest } = steady(reply)
    assert.match(String(realm), /^[0-9a-f]{6}\.sip\.2600hz\.com$/)
    assert.equal(rest['timezone'], 'America/Los_Angeles')
    assert.equal(rest['org'], 'New')
    assert.equal(rest['name'], 'Replaced Too')
    assert.ok(!('custom' in rest))
    assert.equal(fieldsOf(reply)['created'], fieldsOf(created)['created'])
    assert.deepEqual((await master.get(path)).data, reply.data)
    // Its former realm and name are free again.
    const next = await master.put('/v2/accounts', { name: 'Replaced', realm: 'replaced.test' })
    assert.equal(next.status, 201)
    assert.deepEqual(validatorsOf(await master.post(path, { name: 'Replaced', realm: 'replaced.test' })), {
      name: ['unique'],
      realm: ['unique'],
    })
  })

  it('are patched: members merge, null removes', async () => {
    const created = await reseller.put(`/v2/accounts/${reseller.accountId}`, {
      name: 'Patched',
      realm: 'patched.test',
      org: 'Org',
      caller_id: { internal: { name: 'In', number: '100' } },
      flags: ['a', 'b'],
    })
    const path = `/v2/accounts/${idOf(created)}`
    const reply = await reseller.patch(path, {
      org: null,
      caller_id: { internal: { number: '200' } },
      flags: ['c'],
    })
    assert.equal(reply.status, 200)
    const { org, ...kept } = fieldsOf(created)
    assert.equal(org, 'Org')
    assert.deepEqual(reply.data, {
      ...kept,
      caller_id: { internal: { name: 'In', number: '200' } },
      flags: ['c'],
    })
  })

  it('inherit the timezone of their parent when a patch asks for it', async () => {
    const parent = await master.put('/v2/accounts', { name: 'In Berlin', timezone: 'Europe/Berlin' })
    const child = await master.put(`/v2/accounts/${idOf(parent)}`, {
      name: 'Also there',
      timezone: 'inherit',
    })
    assert.equal(fieldsOf(child)['timezone'], 'America/Los_Angeles')
    const patched = await master.patch(`/v2/accounts/${idOf(child)}`, { timezone: 'inherit' })
    assert.equal(fieldsOf(patched)['timezone'], 'Europe/Berlin')
  })

  it('are enabled and disabled by those above, never by themselves; the switch forgets them', async () => {
    const told: string[] = []
    for (const command of ['flushCredentials', 'flushRegistrations'] as const)
      mock.method(noSwitch, command, (...args: unknown[]) => {
        told.push([command, ...args].join(' '))
      })
    const path = `/v2/accounts/${bakery.accountId}`
    const own = await bakery.patch(path, { enabled: false })
    assert.equal(fieldsOf(own)['enabled'], true)
    assert.deepEqual(told, [])

    const disabled = await reseller.patch(path, { enabled: false })
    assert.equal(fieldsOf(disabled)['enabled'], false)
    assert.deepEqual(told, ['flushRegistrations bakery.test', 'flushCredentials bakery.test'])
    // A patch that does not speak of it leaves it.
    assert.equal(fieldsOf(await reseller.patch(path, { org: 'B' }))['enabled'], false)
    const full = { name: 'Bakery', realm: 'bakery.test' }
    assert.equal(told.length, 2)
    // A replacement by those above enables.
    assert.equal(fieldsOf(await reseller.post(path, full))['enabled'], true)
    assert.equal(told.length, 4)
    assert.equal(fieldsOf(await reseller.post(path, { ...full, enabled: false }))['enabled'], false)
    assert.equal(fieldsOf(await reseller.patch(path, { enabled: true }))['enabled'], true)
  })

  it('begin with the state of their parent, unless those above the parent say otherwise', async () => {
    const parent = idOf(await master.put('/v2/accounts', { name: 'Parent', enabled: false }))
    assert.equal(fieldsOf(await master.get(`/v2/accounts/${parent}`))['enabled'], false)
    const child = await master.put(`/v2/accounts/${parent}`, { name: 'Child of disabled', enabled: false })
    assert.equal(fieldsOf(child)['enabled'], false)
    // The caller's own account in the path: the parent's state counts, not what is sent.
    const own = await bakery.put(`/v2/accounts/${bakery.accountId}`, {
      name: 'Enabled all the same',
      enabled: false,
    })
    assert.equal(fieldsOf(own)['enabled'], true)
  })

  it('show their API key when asked', async () => {
    const path = `/v2/accounts/${bakery.accountId}`
    assert.ok(!('api_key' in fieldsOf(await bakery.get(path))))
    const { api_key: key } = fieldsOf(await bakery.get(`${path}/api_key`))
    assert.match(String(key), /^[0-9a-f]{64}$/)
    assert.equal(fieldsOf(await bakery.get(`${path}?include_api_key=true`))['api_key'], key)
    await configure(server, 'crossbar.accounts', { expose_api_key: true })
    assert.equal(fieldsOf(await bakery.get(path))['api_key'], key)
    await configure(server, 'crossbar.accounts', {})
  })

  it('are on trial when created so', async () => {
    await configure(server, 'crossbar.accounts', { trial_time: 1000 })
    const reply = await master.put('/v2/accounts', { name: 'Trial', is_trial_account: true })
    await configure(server, 'crossbar.accounts', {})
    const shown = fieldsOf(reply)
    assert.ok(!('is_trial_account' in shown))
    assert.ok(Number(shown['trial_time_left']) <= 1000 && Number(shown['trial_time_left']) > 900)
  })

  it('may be refused to clients of the master account itself', async () => {
    await configure(server, 'accounts', {
      master_account_id: master.accountId,
      allow_subaccounts_for_direct: false,
    })
    const body = { name: 'Of a client' }
    const created = await reseller.put(`/v2/accounts/${reseller.accountId}`, body)
    const patched = await reseller.patch(`/v2/accounts/${reseller.accountId}`, { org: 'X' })
    const allowed = await master.patch(`/v2/accounts/${reseller.accountId}`, { org: 'X' })
    await configure(server, 'accounts', { master_account_id: master.accountId })
    for (const reply of [created, patched]) {
      assert.deepEqual(validatorsOf(reply), { account: ['forbidden'] })
      assert.deepEqual(fieldsOf(reply)['account'], {
        forbidden: {
          message: 'Clients of the master account cannot have accounts of their own',
          cause: reseller.accountId,
        },
      })
    }
    assert.equal(allowed.status, 200)
  })

  it('answer 404 for accounts there are not, 403 outside the tree', async () => {
    const other = await master.subAccount('Other')
    for (const verb of ['get', 'post', 'patch', 'delete', 'put'] as const) {
      const missing = await master[verb](
        `/v2/accounts/${unknown}`,
        verb === 'get' ? undefined : { name: 'N' },
      )
      assert.equal(missing.status, 404, verb)
      assert.deepEqual(missing.data, { message: 'bad identifier', cause: unknown })
      for (const target of [other.accountId, reseller.accountId, master.accountId]) {
        const refused = await bakery[verb](
          `/v2/accounts/${target}`,
          verb === 'get' ? undefined : { name: 'N' },
        )
        assert.equal(refused.status, 403, `${verb} ${target}`)
      }
    }
    const short = await master.get('/v2/accounts/abc')
    assert.equal(short.status, 404)
    assert.deepEqual(short.data, { message: "invalid account_id 'abc'" })
  })

  it('change only in the revision a client names', async () => {
    const path = `/v2/accounts/${bakery.accountId}`
    const revision = textAt((await bakery.get(path)).body, 'revision')
    const stale = { headers: { 'if-match': '"1-00000000000000000000000000000000"' } }
    assert.equal((await bakery.patch(path, { org: 'Z' }, stale)).status, 412)
    const fresh = { headers: { 'if-match': `"${revision}"` } }
    assert.equal((await bakery.patch(path, { org: 'Z' }, fresh)).status, 200)
  })
})
