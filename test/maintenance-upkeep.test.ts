import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { systemAuthor } from '../src/documents/author.ts'
import { Unanswered } from '../src/outside/switch/unanswered.ts'
import type { Client } from './harness/client.ts'
import { configure } from './harness/config.ts'
import { entriesOf, idOf } from './harness/reply.ts'
import { ScriptedSwitch } from './harness/scripted-switch.ts'
import { useServer } from './harness/server.ts'
import { supThrough } from './harness/sup.ts'

let master: Client
let client: Client
const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Kept')
})
const sup = supThrough(() => server)
const ok = { out: 'ok\n', code: 0 }
const nobody = '0'.repeat(32)

/** The original's name of an account's database. */
function encoded(id: string): string {
  return `account%2F${id.slice(0, 2)}%2F${id.slice(2, 4)}%2F${id.slice(4)}`
}

describe('applications', () => {
  it('are started and restarted, and not stopped alone', async () => {
    for (const [name, expected] of [
      ['start_app', '{ok,[]}'],
      ['restart_app', '{ok,[]}'],
      ['stop_app', '{error,<<"it is the server itself, and stops with its process">>}'],
    ] as const)
      assert.deepEqual(await sup('kapps_controller', name, 'crossbar'), { out: `${expected}\n`, code: 0 })
    assert.deepEqual(await sup('kapps_controller', 'start_app', 'fax'), {
      out: '{error,not_found}\n',
      code: 0,
    })
    assert.deepEqual(await sup('kapps_controller', 'restart_app', 'fax'), {
      out: '{error,not_found}\n',
      code: 0,
    })
    assert.deepEqual(await sup('kapps_controller', 'stop_app', 'fax'), ok)
    for (const [name, out, code] of [
      ['start', 'started application crossbar', 0],
      ['restart', 'restarted kazoo application crossbar', 0],
      [
        'stop',
        'unable to stop kazoo application crossbar: it is the server itself, and stops with its process',
        2,
      ],
    ] as const)
      assert.deepEqual(await sup('kazoo_apps_maintenance', name, 'crossbar'), { out: `${out}\n`, code })
    for (const verb of ['start', 'stop', 'restart'])
      assert.deepEqual(await sup('kazoo_apps_maintenance', verb, 'fax'), {
        out: `unable to ${verb} kazoo application fax: not_found\n`,
        code: 2,
      })
    assert.equal((await sup('kazoo_apps_maintenance', 'start')).code, 1)
    assert.equal((await client.get('/v2/token_auth')).status, 200)
  })

  it('run the modules that are to run when they are restarted', async () => {
    const { modules, config } = server.running.edge.services
    const usual = modules.runningNames()
    await configure(server, 'crossbar', {
      autoload_modules: usual.filter((name) => name !== 'menus').map((name) => `cb_${name}`),
    })
    const menus = `/v2/accounts/${client.accountId}/menus`
    assert.equal((await client.get(menus)).status, 200)
    await sup('kazoo_apps_maintenance', 'restart', 'crossbar')
    assert.equal((await client.get(menus)).status, 404)
    await config.set('crossbar', 'default', 'autoload_modules', undefined, systemAuthor)
    await sup('crossbar_maintenance', 'start_module', 'cb_menus')
    assert.equal((await client.get(menus)).status, 200)
    await master.delete('/v2/system_configs/crossbar')
  })
})

describe('kazoo_maintenance', () => {
  it('shows the heap, and says why code stays', async () => {
    const { out, code } = await sup('kazoo_maintenance', 'ets_info')
    assert.equal(code, 0)
    assert.match(out, /^heap memory usage:\n(?: {2}\S+ *: +\d+[BKMG]\n)+ok\n$/)
    assert.match(out, / {2}old_space {16}: /)
    assert.deepEqual(await sup('kazoo_maintenance', 'hotload', 'cb_users'), {
      out: 'ERROR: unable to hotload cb_users: code is read when the server starts, restart it\n',
      code: 0,
    })
    assert.match((await sup('kazoo_maintenance', 'error_level', 'loud')).out, /loud is none of trace, /)
  })
})

describe('kazoo_auth_maintenance', () => {
  it('keeps the secret that there is, and makes one where there is none', async () => {
    const { config } = server.running.edge.services
    const secret = (): unknown => config.value('auth', 'secret_for_user_signature')
    const before = secret()
    assert.ok(typeof before === 'string')
    assert.deepEqual(await sup('kazoo_auth_maintenance', 'ensure_secret'), ok)
    assert.equal(secret(), before)
    await config.set('auth', 'default', 'secret_for_user_signature', undefined, systemAuthor)
    await sup('kapps_config', 'lock_db')
    const locked = await sup('kazoo_auth_maintenance', 'ensure_secret')
    await sup('kapps_config', 'lock_db', 'false')
    assert.equal(locked.code, 3)
    assert.match(locked.out, /^Command failed: the system configuration is locked/)
    assert.equal(secret(), undefined)
    assert.deepEqual(await sup('kazoo_auth_maintenance', 'ensure_secret'), ok)
    assert.match(String(secret()), /^[0-9a-f]{64}$/)
    assert.notEqual(secret(), before)
    await config.set('auth', 'default', 'secret_for_user_signature', before, systemAuthor)
    assert.equal((await client.get('/v2/token_auth')).status, 200)
  })

  it('reads tokens and profiles again, and tokens stay good', async () => {
    for (const name of ['flush_tokens', 'flush_profiles', 'refresh'])
      assert.deepEqual(await sup('kazoo_auth_maintenance', name), ok)
    assert.equal((await client.get('/v2/token_auth')).status, 200)
  })

  it('makes the listings of providers anew', async () => {
    await sup('kazoo_auth_maintenance', 'register_common_providers')
    const { store, types } = server.running.edge.services.documents
    const providers = async (): Promise<number> => entriesOf(await master.get('/v2/auth/providers')).length
    const count = await providers()
    assert.ok(count > 0)
    for (const { name } of types.views('provider')) await store.dropView(name)
    assert.equal(await providers(), 0)
    await sup('kazoo_auth_maintenance', 'refresh')
    assert.equal(await providers(), count)
  })

  it('says why applications have no keys of their own', async () => {
    await sup('kazoo_auth_maintenance', 'register_auth_app', client.accountId, 'app', 'canary', 'google')
    const { out, code } = await sup('kazoo_auth_maintenance', 'register_auth_app_key', 'app', '/nosuch.pem')
    assert.equal(code, 3)
    assert.match(out, /^Command failed: tokens are signed with the system's key only, .* by app: /)
    assert.deepEqual(await sup('kazoo_auth_maintenance', 'register_auth_app_key', 'other', 'x.pem'), {
      out: 'Command failed: there is no application other\n',
      code: 3,
    })
  })
})

describe('kazoo_schemas_maintenance', () => {
  it('says why schemas do not differ', async () => {
    const same = 'schemas are read from the program itself, the database holds none that could differ\nok\n'
    assert.deepEqual(await sup('kazoo_schemas_maintenance', 'diff_schemas'), { out: same, code: 0 })
    assert.deepEqual(await sup('kazoo_schemas_maintenance', 'diff_schema', 'users'), { out: same, code: 0 })
    assert.deepEqual(await sup('kazoo_schemas_maintenance', 'diff_schema', 'nosuch'), {
      out: 'Command failed: there is no schema nosuch\n',
      code: 3,
    })
  })
})

describe('kapps_maintenance on the installation', () => {
  /** Lists the account's menus after their listing was lost and `work` done. */
  async function menusAfter(work: () => Promise<unknown>): Promise<number> {
    const menus = `/v2/accounts/${client.accountId}/menus`
    const before = entriesOf(await client.get(menus)).length
    await client.put(menus, { name: 'Another' })
    await server.running.edge.services.documents.store.dropView('menus/crossbar_listing')
    assert.equal(entriesOf(await client.get(menus)).length, 0)
    await work()
    return entriesOf(await client.get(menus)).length - before
  }

  it('initializes itself', async () => {
    assert.deepEqual(await sup('kapps_maintenance', 'init_system'), {
      out: 'system initialized\nok\n',
      code: 0,
    })
    const { store } = server.running.edge.services.documents
    await store.writeMeta('view:menus/crossbar_listing', '0')
    const again = { out: 'rebuilt menus/crossbar_listing\nsystem initialized\nok\n', code: 0 }
    assert.equal(
      await menusAfter(async () => assert.deepEqual(await sup('kapps_maintenance', 'init_system'), again)),
      1,
    )
  })

  it('makes the listings of a database anew, by either name', async () => {
    for (const name of [client.accountId, encoded(client.accountId)]) {
      const rebuild = ['kapps_maintenance', 'rebuild_db', name, '1']
      assert.equal(await menusAfter(async () => assert.deepEqual(await sup(...rebuild), ok)), 1)
    }
    for (const name of ['refresh', 'rebuild_db', 'refresh_account'])
      assert.deepEqual(await sup('kapps_maintenance', name, 'nosuch'), {
        out: '{error,db_not_found}\n',
        code: 2,
      })
    assert.equal((await sup('kapps_maintenance', 'rebuild_db', client.accountId, 'soon')).code, 3)
  })

  it('migrates', async () => {
    const pid = String(process.pid)
    await menusAfter(async () => {
      const { out, code } = await sup('kapps_maintenance', 'migrate', '0')
      assert.equal(code, 0)
      const lines = out.trimEnd().split('\n')
      assert.equal(lines[0], `${pid} updating dbs...`)
      const total = String(lines.length - 1)
      assert.match(lines[1] ?? '', new RegExp(`^${pid} \\(${total}/${total}\\) refreshing database '.+'$`))
      assert.match(lines.at(-1) ?? '', new RegExp(`^${pid} \\(1/${total}\\) refreshing database '.+'$`))
    }).then((added) => {
      assert.equal(added, 1)
    })
    const parallel = await sup('kapps_maintenance', 'parallel_migrate', '2')
    assert.equal(parallel.code, 0)
    const databases = await server.running.edge.services.documents.store.databases()
    const total = databases.length
    assert.ok(parallel.out.startsWith(`splitting ${String(total)} databases amoung 2 workers\n`))
    for (const [worker, share] of [Math.ceil(total / 2), Math.floor(total / 2)].entries())
      assert.ok(
        parallel.out.includes(
          `${pid} parallel migrate worker ${String(worker + 1)} with ${String(share)} databases\n`,
        ),
        parallel.out,
      )
    assert.equal(parallel.out.match(/ refreshing database '/g)?.length, total)
    for (const words of [
      ['migrate', 'soon'],
      ['parallel_migrate', '0'],
      ['parallel_migrate', 'x'],
    ] as const)
      assert.equal((await sup('kapps_maintenance', ...words)).code, 3)
    assert.equal((await sup('kapps_maintenance', 'parallel_migrate')).code, 1)
  })

  it('checks a release, and goes on', async () => {
    const good = await sup('kapps_maintenance', 'check_release')
    assert.equal(good.code, 0, good.out)
    const said = good.out.split('\n').filter((line) => /^check|^migrating|^ok$/.test(line))
    assert.deepEqual(
      said.map((line) => line.replace(/\d+ms/, 'Nms')),
      [
        'checking that kapps have started',
        'check finished in Nms',
        'checking the system configuration',
        'check finished in Nms',
        'checking the schemas',
        'check finished in Nms',
        'checking the master account',
        'check finished in Nms',
        'migrating',
        'check finished in Nms',
        'check_release/0 succeeded',
        'ok',
      ],
    )
    await sup('crossbar_maintenance', 'demote_account', master.accountId)
    const bad = await sup('kapps_maintenance', 'check_release')
    await sup('crossbar_maintenance', 'promote_account', master.accountId)
    assert.equal(bad.code, 2)
    assert.match(
      bad.out,
      new RegExp(
        `: the master account ${master.accountId} does not administer the system\\n.*failed\\nerror\\n$`,
      ),
    )
    assert.equal((await client.get('/v2/token_auth')).status, 200)
  })
})

describe('kapps_maintenance call_id_status', () => {
  const network = new ScriptedSwitch()
  afterEach(() => {
    network.reset()
  })

  it('shows a call that is there', async () => {
    network.answer('channel', (callId) =>
      Promise.resolve(
        callId === 'abc@host'
          ? {
              callId,
              accountId: client.accountId,
              answered: true,
              elapsedSeconds: 12,
              otherLegCallId: 'other',
            }
          : undefined,
      ),
    )
    assert.deepEqual(await sup('kapps_maintenance', 'call_id_status', 'abc@host'), {
      out: "channel 'abc@host' has status 'active'\nok\n",
      code: 0,
    })
    assert.deepEqual(await sup('kapps_maintenance', 'call_id_status', 'abc@host', 'true'), {
      out: `channel abc@host\nstatus: active\naccount: ${client.accountId}\nanswered: true\nseconds: 12\nother leg: other\nok\n`,
      code: 0,
    })
    assert.deepEqual(await sup('kapps_maintenance', 'call_id_status', 'nosuch'), {
      out: "failed to get status of 'nosuch': no switch has it\nok\n",
      code: 0,
    })
  })

  it('says when nobody can be asked', async () => {
    network.answer('channel', () => Promise.resolve(new Unanswered('unreachable')))
    assert.deepEqual(await sup('kapps_maintenance', 'call_id_status', 'x'), {
      out: "failed to get status of 'x': the switch cannot be asked\nok\n",
      code: 0,
    })
    assert.equal((await sup('kapps_maintenance', 'call_id_status')).code, 1)
  })
})

describe('tasks_maintenance start_cleanup_pass', () => {
  it('removes deleted documents for good, but for monthly ones', async () => {
    const { documents, config } = server.running.edge.services
    const { store } = documents
    await config.set('tasks', 'default', 'soft_delete_pause_ms', 300, systemAuthor)
    const menus = `/v2/accounts/${client.accountId}/menus`
    const gone = idOf(await client.put(menus, { name: 'Gone' }))
    const kept = idOf(await client.put(menus, { name: 'Kept' }))
    await client.delete(`${menus}/${gone}`)
    const monthly = `202001-${'ab'.repeat(16)}`
    await documents.writeOne(
      { change: 'create', db: client.accountId, id: monthly, type: 'cdr', body: {} },
      systemAuthor,
    )
    const record = await documents.find(client.accountId, monthly)
    assert.ok(record)
    await documents.write([{ change: 'delete', document: record }], systemAuthor)
    const pass = ['tasks_maintenance', 'start_cleanup_pass']
    assert.deepEqual(await sup(...pass), { out: 'cleanup pass started\n', code: 0 })
    assert.deepEqual(await sup(...pass), { out: 'a cleanup pass is under way\n', code: 0 })
    while ((await sup(...pass)).out !== 'cleanup pass started\n') await pause(50)
    assert.equal(await store.get(client.accountId, gone), undefined)
    assert.equal((await store.get(client.accountId, monthly))?.deleted, true)
    assert.equal((await client.get(`${menus}/${kept}`)).status, 200)
    assert.equal((await sup('tasks_maintenance', 'start_cleanup_pass', 'x')).code, 1)
  })
})

describe('functions on unknown accounts', () => {
  it('say so', async () => {
    for (const [module, name] of [
      ['crossbar_maintenance', 'migrate_account_data'],
      ['kapps_maintenance', 'cleanup_voicemail_media'],
      ['kapps_maintenance', 'ensure_aggregate'],
      ['kapps_maintenance', 'ensure_aggregate_account'],
      ['kapps_maintenance', 'ensure_aggregate_device'],
      ['kapps_maintenance', 'ensure_aggregate_faxbox'],
      ['kazoo_modb_maintenance', 'archive_modbs'],
      ['callflow_maintenance', 'update_feature_codes'],
    ] as const)
      assert.deepEqual(await sup(module, name, nobody), {
        out: `Command failed: there is no account ${nobody}\n`,
        code: 3,
      })
  })
})
