import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { accountsDb } from '../src/documents/accounts.ts'
import { systemAuthor } from '../src/documents/author.ts'
import { createLog } from '../src/logging/log.ts'
import type { Client } from './harness/client.ts'
import { entriesOf, idOf } from './harness/reply.ts'
import { TestServer } from './harness/server.ts'
import { supOf } from './harness/sup.ts'

let logged = ''
const log = createLog(
  { level: 'error' },
  new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged += chunk.toString()
      done()
    },
  }),
)
const server = new TestServer({}, log)
const sup = supOf(() => server)
let master: Client
let client: Client

before(async () => {
  await server.start()
  master = await server.masterClient()
  client = await master.subAccount('Kept')
})
after(() => server.remove())

describe('kazoo_maintenance', () => {
  it('sets what is logged, requests included', async () => {
    await master.get('/v2/about')
    assert.equal(logged, '')
    for (const name of ['syslog_level', 'console_level']) {
      assert.deepEqual(await sup('kazoo_maintenance', name, 'notice'), { out: 'ok\n', code: 0 })
      await master.get('/v2/about')
      assert.match(logged, /"path":"\/v2\/about"/)
      logged = ''
      await sup('kazoo_maintenance', name, 'none')
      await master.get('/v2/about')
      assert.equal(logged, '')
    }
    const wrong = await sup('kazoo_maintenance', 'syslog_level', 'loud')
    assert.equal(wrong.code, 3)
    assert.match(wrong.out, /^Command failed: loud is none of trace, debug, info,/)
  })

  it('shows the memory of the process', async () => {
    const { out, code } = await sup('kazoo_maintenance', 'mem_info')
    assert.equal(code, 0)
    assert.match(out, /^ VM Memory Info:\n {2}rss {13}: +\d+M\n {2}heapTotal {7}: +\d+M\n/)
    assert.ok(out.endsWith('ok\n'), out)
  })
})

describe('nodes and applications', () => {
  it('are shown', async () => {
    const { node, zone } = server.running.edge.services.config
    const { out, code } = await sup('kz_nodes', 'status')
    assert.equal(code, 0)
    assert.ok(out.startsWith(`Node          : ${node}\nmd5           : `), out)
    assert.ok(out.endsWith(`Zone          : ${zone}\nWhApps        : crossbar\n\n`), out)
    assert.deepEqual(await sup('kapps_controller', 'running_apps'), { out: '[crossbar]\n', code: 0 })
    assert.deepEqual(await sup('kapps_controller', 'ready'), { out: 'true\n', code: 0 })
    assert.deepEqual(await sup('kazoo_apps_maintenance', 'ready'), {
      out: 'all kazoo applications have been started\n',
      code: 0,
    })
    assert.deepEqual(await sup('kazoo_apps_maintenance', 'check'), {
      out: '    running application: crossbar\n configured application: crossbar\n',
      code: 0,
    })
  })
})

describe('kazoo_data_maintenance', () => {
  it('forgets what was read, and says so', async () => {
    for (const [args, line] of [
      [['flush'], 'flushed all data manager caches'],
      [['flush_docs'], 'flushed all cached docs'],
      [['flush_docs', 'x'], 'flushed all docs cached for account x'],
      [['flush_docs', 'x', 'y'], 'flushed cached doc y for account x'],
    ] as const)
      assert.deepEqual(await sup('kazoo_data_maintenance', ...args), { out: `${line}\nok\n`, code: 0 })
  })

  it('shows documents without their secrets', async () => {
    const device = idOf(
      await client.put(`/v2/accounts/${client.accountId}/devices`, {
        name: 'Desk',
        sip: { username: 'desk', password: 'canary 4715' },
      }),
    )
    const id = client.accountId
    for (const db of [id, `account%2F${id.slice(0, 2)}%2F${id.slice(2, 4)}%2F${id.slice(4)}`]) {
      const { out, code } = await sup('kazoo_data_maintenance', 'open_document', db, device)
      const shown = JSON.parse(out) as Record<string, unknown>
      assert.deepEqual([code, shown['name'], shown['pvt_type'], shown['_id']], [0, 'Desk', 'device', device])
      assert.equal(out.includes('canary'), false)
    }
    const pretty = await sup('kazoo_data_maintenance', 'open_document', id, device, 'true')
    assert.ok(pretty.out.startsWith('{\n  "'), pretty.out)
    assert.deepEqual(await sup('kazoo_data_maintenance', 'open_document', id, 'nosuch'), {
      out: 'ERROR: not_found\n',
      code: 0,
    })
  })
})

describe('kapps_maintenance', () => {
  it('makes listings anew', async () => {
    const menus = `/v2/accounts/${client.accountId}/menus`
    const id = idOf(await client.put(menus, { name: 'Main' }))
    const { store } = server.running.edge.services.documents
    await store.dropView('menus/crossbar_listing')
    assert.deepEqual(entriesOf(await client.get(menus)), [])
    const one = await sup('kapps_maintenance', 'refresh', client.accountId)
    assert.deepEqual(one, { out: 'ok\n', code: 0 })
    assert.deepEqual(
      entriesOf(await client.get(menus)).map((menu) => menu['id']),
      [id],
    )
    const all = await sup('kapps_maintenance', 'refresh')
    assert.equal(all.code, 0)
    assert.match(all.out, /^\d+ \((\d+)\/\1\) refreshing database '.*'\n/)
    assert.match(all.out, /\n\d+ \(1\/\d+\) refreshing database '.*'\n$/)
    const { accountId: id32 } = client
    const encoded = `account%2F${id32.slice(0, 2)}%2F${id32.slice(2, 4)}%2F${id32.slice(4)}`
    assert.ok(all.out.includes(` refreshing database '${encoded}'\n`), all.out)
    await store.dropView('menus/crossbar_listing')
    assert.equal((await sup('kapps_maintenance', 'refresh_account', client.accountId)).code, 0)
    assert.equal(entriesOf(await client.get(menus)).length, 1)
    assert.deepEqual(await sup('kapps_maintenance', 'register_views'), { out: 'ok\n', code: 0 })
    assert.deepEqual(await sup('kapps_maintenance', 'flush_getby_cache'), { out: 'ok\n', code: 0 })
    assert.deepEqual(await sup('crossbar_maintenance', 'refresh', 'x'), {
      out: 'please use kapps_maintenance:refresh(<<"x">>).\nok\n',
      code: 0,
    })
  })

  it('gives accounts the ancestors they should have', async () => {
    const below = await client.subAccount('Below')
    const deep = await below.subAccount('Deep')
    const { documents } = server.running.edge.services
    const plant = async (id: string, tree: readonly string[]): Promise<void> => {
      const account = await documents.find(accountsDb, id)
      assert.ok(account)
      await documents.writeOne(
        { change: 'replace', document: account, body: account.body, hidden: { pvt_tree: tree } },
        systemAuthor,
      )
    }
    const parents = async (): Promise<readonly unknown[]> =>
      entriesOf(await master.get(`/v2/accounts/${deep.accountId}/parents`)).map(({ id }) => id)
    const right = await parents()
    assert.deepEqual(right, [master.accountId, client.accountId, below.accountId])
    await plant(deep.accountId, ['x', below.accountId])
    const dry = await sup('kapps_maintenance', 'ensure_tree_accounts_dry_run')
    assert.deepEqual(dry, {
      out: [
        '::: ensuring pvt_tree is clean for 4 account(s)',
        '',
        '==> fixed tree:',
        JSON.stringify({ [deep.accountId]: right }),
        'ok',
        '',
      ].join('\n'),
      code: 0,
    })
    const one = await sup('kapps_maintenance', 'ensure_tree_accounts', below.accountId)
    assert.match(one.out, /^::: ensuring pvt_tree is clean for 1 account\(s\)\n\n==> nothing to fix\nok\n$/)
    const all = await sup('kapps_maintenance', 'ensure_tree_accounts')
    assert.match(
      all.out,
      new RegExp(`==> going to fix pvt_tree\n +- fixing pvt_tree for '${deep.accountId}'\nok\n$`),
    )
    assert.deepEqual(await parents(), right)
    await plant(deep.accountId, ['0'.repeat(32)])
    const orphan = await sup('kapps_maintenance', 'ensure_tree_accounts', deep.accountId)
    assert.match(
      orphan.out,
      /is left as it is: the account 0{32} above it is not there\n==> nothing to fix\n/,
    )
    await plant(deep.accountId, [master.accountId, client.accountId, below.accountId])
    assert.equal(
      (await master.put(`/v2/accounts/${client.accountId}`, { name: 'Later', realm: 'later.test' })).status,
      201,
    )
  })

  it('removes documents of a kind from an account', async () => {
    const base = `/v2/accounts/${client.accountId}`
    await client.put(`${base}/lists`, { name: 'Stays' })
    for (const name of ['One', 'Two']) await client.put(`${base}/menus`, { name })
    assert.deepEqual(await sup('kapps_maintenance', 'purge_doc_type', 'menu', client.accountId), {
      out: 'ok\n',
      code: 0,
    })
    assert.deepEqual(entriesOf(await client.get(`${base}/menus`)), [])
    assert.equal(entriesOf(await client.get(`${base}/lists`)).length, 1)
    const refused = await sup('kapps_maintenance', 'purge_doc_type', 'config', 'system_config')
    assert.deepEqual(refused, { out: 'Command failed: there is no account system_config\n', code: 3 })
  })

  it('finds and removes what is wrong with the configuration', async () => {
    await sup('kapps_config', 'set_string', 'alerts', 'enabled', 'perhaps')
    await sup('kapps_config', 'set_string', 'alerts', 'other', 'kept')
    const validated = await sup('kapps_maintenance', 'validate_system_config', 'alerts')
    assert.equal(validated.code, 2)
    assert.match(validated.out, /^\[\{"default.enabled":\{"type":\{/)
    const checked = await sup('kapps_maintenance', 'check_system_config', 'alerts')
    assert.equal(checked.code, 0)
    assert.match(
      checked.out,
      /^System config alerts validation errors\n>>>>> \["default","enabled"\] => 'perhaps' : .+\nok\n$/,
    )
    const all = await sup('kapps_maintenance', 'check_system_configs')
    assert.match(
      all.out,
      /^starting system schemas validation\n(?:.*\n)*System config alerts validation errors\n/,
    )
    assert.match(
      (await sup('kapps_maintenance', 'validate_system_configs')).out,
      /\{<<"alerts">>,\[\{"default/,
    )
    await sup('kapps_config', 'lock_db')
    assert.equal((await sup('kapps_maintenance', 'cleanup_system_config', 'alerts')).code, 3)
    await sup('kapps_config', 'lock_db', 'false')
    const cleaned = await sup('kapps_maintenance', 'cleanup_system_config', 'alerts')
    assert.deepEqual(cleaned, { out: '{ok,{"default":{"other":"kept"},"id":"alerts"}}\n', code: 2 })
    assert.deepEqual(await sup('kapps_maintenance', 'check_system_config', 'alerts'), {
      out: 'system config schema alerts is sane\nok\n',
      code: 0,
    })
    assert.deepEqual(await sup('kapps_maintenance', 'cleanup_system_config', 'nosuch'), {
      out: '{error,not_found}\n',
      code: 2,
    })
    assert.equal((await sup('kapps_maintenance', 'cleanup_system_configs')).code, 2)
  })
})
