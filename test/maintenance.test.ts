import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import type { JsonObject } from '../src/json.ts'
import { startServer } from '../src/main.ts'
import { AdminSocketBusy } from '../src/maintenance/socket.ts'
import { readSettings, SettingError } from '../src/settings.ts'
import { Client } from './harness/client.ts'
import { runNode } from './harness/program.ts'
import { useServer } from './harness/server.ts'

let master: Client
let tenant: Client
const server = useServer({}, async () => {
  master = await server.masterClient()
  tenant = await master.subAccount('Tenant')
})

/** Stops and starts the server; the clients stay signed in. */
async function restart(): Promise<void> {
  await server.restart()
  const again = ({ token, accountId, ownerId }: Client): Client =>
    new Client(server.url, token, accountId, ownerId)
  master = again(master)
  tenant = again(tenant)
}

const program = fileURLToPath(new URL('../src/cli/sup.ts', import.meta.url))

/** Calls `sup` as an operator does: what it shows on standard output, and its exit code. */
async function sup(...words: readonly string[]): Promise<{ out: string; code: number | null }> {
  const { stdout, stderr, code } = await runNode([program, ...words], {
    env: { CROSSBAR_DATA: server.folder },
  })
  return { out: stdout + stderr, code }
}

/** Calls that end well, one after the other: the output of the last one. */
async function shown(...words: readonly string[]): Promise<string> {
  const { out, code } = await sup(...words)
  assert.equal(code, 0, out)
  return out
}

/** The document in a result such as `{ok,{…}}`. */
function documentIn(out: string): JsonObject {
  return JSON.parse(out.replace(/^\{ok,/, '').replace(/\}\n$/, '')) as JsonObject
}

describe('kapps_config', () => {
  afterEach(async () => {
    for (const id of ['crossbar', 'trial']) await master.delete(`/v2/system_configs/${id}`)
  })

  it('sets what counts from the next request on', async () => {
    const menus = `/v2/accounts/${tenant.accountId}/menus`
    for (const name of ['One', 'Two', 'Three']) await tenant.put(menus, { name })
    const pageSize = async (): Promise<unknown> => (await tenant.get(menus)).body['page_size']
    assert.equal(await pageSize(), 3)
    const done = await shown('kapps_config', 'set_default', 'crossbar', 'pagination_page_size', '2')
    assert.deepEqual(documentIn(done), { default: { pagination_page_size: '2' }, id: 'crossbar' })
    assert.equal(await pageSize(), 2)
    const { node } = server.running.edge.services.config
    await shown('kapps_config', 'set_node', 'crossbar', 'pagination_page_size', '1', node)
    assert.equal(await pageSize(), 1)
    await master.delete('/v2/system_configs/crossbar')
    assert.equal(await pageSize(), 3)
  })

  it('stores texts, or values of the kind that is told', async () => {
    await shown('kapps_config', 'set', 'trial', 'text', '50')
    await shown('kapps_config', 'set_integer', 'trial', 'a.whole', '50')
    await shown('kapps_config', 'set_float', 'trial', 'a.float', '0.5')
    await shown('kapps_config', 'set_boolean', 'trial', 'a.flag', 'true')
    await shown('kapps_config', 'set_string', 'trial', 'a.text', 'true')
    await shown('kapps_config', 'set_json', 'trial', 'a.json', '{"list":[1,"x"]}')
    const last = await shown('-e', 'kapps_config', 'set', 'trial', '["a","term"]', '[1,<<"x">>]')
    const expected = {
      default: {
        text: '50',
        a: { whole: 50, float: 0.5, flag: true, text: 'true', json: { list: [1, 'x'] }, term: [1, 'x'] },
      },
      id: 'trial',
    }
    assert.deepEqual(documentIn(last), expected)
    assert.deepEqual(documentIn(await shown('kapps_config', 'get_category', 'trial')), expected)
    assert.equal(
      await shown('kapps_config_maintenance', 'get_json', 'trial', 'a.json'),
      '{"list":[1,"x"]}\nok\n',
    )
    const refused = await sup('kapps_config', 'set_integer', 'trial', 'text', 'fifty')
    assert.deepEqual(refused, { out: 'Command failed: fifty is not a whole number\n', code: 3 })
    assert.equal((await sup('kapps_config', 'set_json', 'trial', 'text', '{')).code, 3)
    assert.equal((await sup('kapps_config', 'set_node', 'trial', 'text', '1', 'pvt_x')).code, 3)
  })

  it('reads values as they are or as the kind that is asked for', async () => {
    const body = { default: { n: '7', b: 'true', list: ['a', 'b'], o: { x: 1 }, neg: -1 } }
    await master.put('/v2/system_configs/trial', body)
    const answers: Record<string, readonly string[]> = {
      '<<"7">>\n': ['get', 'trial', 'n'],
      '7\n': ['get_integer', 'trial', 'n'],
      'true\n': ['get_boolean', 'trial', 'b'],
      'false\n': ['get_is_true', 'trial', 'n'],
      '[<<"a">>,<<"b">>]\n': ['get_ne_binaries', 'trial', 'list'],
      '{"x":1}\n': ['get_json', 'trial', 'o'],
      '1\n': ['get', 'trial', 'o.x'],
      'undefined\n': ['get_pos_integer', 'trial', 'neg'],
      '50\n': ['get', 'crossbar', 'pagination_page_size'],
      '{error,not_found}\n': ['get_category', 'nosuch'],
      '[{<<"n">>,<<"7">>},{<<"b">>,<<"true">>},{<<"list">>,[<<"a">>,<<"b">>]},{<<"o">>,{"x":1}},{<<"neg">>,-1}]\n':
        ['get_all_kvs', 'trial'],
    }
    for (const [answer, words] of Object.entries(answers))
      assert.equal(await shown('kapps_config', ...words), answer, words.join(' '))
  })

  it('prefers the section of a node, then of the zone', async () => {
    const { node, zone } = server.running.edge.services.config
    await master.put('/v2/system_configs/trial', {
      default: { a: 1, b: 1, c: 1 },
      [zone]: { a: 2, b: 2 },
      [node]: { a: 3 },
      'other@x.test': { a: 4 },
    })
    assert.equal(await shown('kapps_config', 'get', 'trial', 'a'), '3\n')
    assert.equal(await shown('kapps_config', 'get', 'trial', 'b'), '2\n')
    assert.equal(await shown('kapps_config', 'get', 'trial', 'c'), '1\n')
    assert.equal(await shown('kapps_config', 'get', 'trial', 'a', '0', 'other@x.test'), '4\n')
    assert.equal(await shown('kapps_config', 'get', 'trial', 'a', '0', 'default'), '1\n')
    assert.equal(await shown('kapps_config', 'get_node_value', 'trial', 'b'), 'undefined\n')
    const changed = documentIn(await shown('kapps_config', 'set', 'trial', 'a', '5'))
    assert.deepEqual([changed[node], changed['default']], [{ a: '5' }, { a: 1, b: 1, c: 1 }])
    const rest = documentIn(await shown('kapps_config', 'set', 'trial', 'b', '5'))
    assert.deepEqual([rest[node], rest['default']], [{ a: '5' }, { a: 1, b: '5', c: 1 }])
  })

  it('keeps a default that is given', async () => {
    assert.equal(await shown('kapps_config', 'get', 'trial', 'fresh', 'yes'), '<<"yes">>\n')
    assert.equal(await shown('kapps_config', 'get', 'trial', 'fresh', 'no'), '<<"yes">>\n')
    assert.deepEqual((await master.get('/v2/system_configs/trial')).data, {
      default: { fresh: 'yes' },
      id: 'trial',
    })
    assert.equal((await sup('kapps_config', 'get_integer', 'trial', 'other', 'many')).code, 3)
  })

  it('writes nothing while the configuration is locked; the API does', async () => {
    assert.equal(await shown('kapps_config', 'lock_db'), 'ok\n')
    assert.equal(await shown('kapps_config', 'is_locked'), 'true\n')
    const ignored = await shown('kapps_config', 'set', 'trial', 'a', '1')
    assert.match(ignored, /^the system configuration is locked: nothing was written/)
    assert.match(ignored, /\{ok,\{"id":"trial"\}\}\n$/)
    assert.equal(
      await shown('kapps_config', 'get', 'trial', 'a', '2'),
      `${ignored.split('\n')[0]}\n<<"2">>\n`,
    )
    assert.equal((await master.post('/v2/system_configs/trial', { default: { b: 1 } })).status, 200)
    assert.deepEqual((await master.get('/v2/system_configs/trial')).data, { default: { b: 1 }, id: 'trial' })
    assert.equal(await shown('kapps_config', 'lock_db', 'false'), 'ok\n')
    assert.equal(await shown('kapps_config', 'is_locked'), 'false\n')
    assert.equal((await sup('kapps_config', 'lock_db', 'maybe')).code, 3)
  })

  it('is read again when it is flushed', async () => {
    for (const words of [[], ['crossbar'], ['crossbar', 'port'], ['crossbar', 'port', 'default']])
      assert.equal(await shown('kapps_config', 'flush', ...words), 'ok\n')
    assert.equal(await shown('crossbar_maintenance', 'flush'), 'ok\n')
  })

  it('prints for people with kapps_config_maintenance', async () => {
    await master.put('/v2/system_configs/trial', { default: { t: 'text', list: ['a', 'b'], o: { x: [1] } } })
    const module = 'kapps_config_maintenance'
    assert.equal(await shown(module, 'get', 'trial', 't'), 'text\nok\n')
    assert.equal(await shown(module, 'get', 'trial', 'list'), '[<<"a">>,<<"b">>]\nok\n')
    assert.equal(await shown(module, 'get_pp', 'trial', 'list'), 'a, b\nok\n')
    assert.equal(await shown(module, 'get', 'trial', 'nothing'), 'undefined\nok\n')
    assert.equal(await shown(module, 'get_json', 'trial', 't'), 'undefined\nok\n')
    assert.equal(await shown(module, 'get_json_pp', 'trial', 'o'), '{\n  "x": [\n    1\n  ]\n}\nok\n')
    assert.equal(await shown(module, 'get_category', 'nosuch'), 'error: not_found\nok\n')
    assert.equal(
      await shown(module, 'get_category', 'trial'),
      '{"default":{"t":"text","list":["a","b"],"o":{"x":[1]}},"id":"trial"}\nok\n',
    )
  })
})

describe('kapps_account_config', () => {
  it('sets and shows what an account sets for itself', async () => {
    const fax = `/v2/accounts/${tenant.accountId}/configs/fax`
    const { accountId } = tenant
    const done = await shown('kapps_account_config', 'set', accountId, 'fax', 'max_outbound', '3')
    assert.equal(done, '{"max_outbound":"3","id":"configs_fax"}\n')
    assert.equal(((await tenant.get(fax)).data as JsonObject)['max_outbound'], '3')
    assert.equal(await shown('kapps_account_config', 'get', accountId, 'fax', 'max_outbound'), '<<"3">>\n')
    assert.equal(await shown('kapps_account_config', 'get', accountId, 'fax', 'other'), 'undefined\n')
    const database = `account/${accountId.slice(0, 2)}/${accountId.slice(2, 4)}/${accountId.slice(4)}`
    assert.equal(await shown('kapps_account_config', 'get', database, 'fax'), '{"max_outbound":"3"}\n')
    assert.equal(await shown('kapps_account_config', 'flush', accountId, 'fax'), 'ok\n')
    assert.equal((await tenant.delete(fax)).status, 200)
  })

  it('sees what those above set', async () => {
    const { accountId } = tenant
    await master.post('/v2/system_configs/fax', { default: { workers: 1, max_outbound: 5 } })
    await master.post(`/v2/accounts/${master.accountId}/configs/fax`, { max_outbound: 6 })
    const read = (name: string, key: string): Promise<string> =>
      shown('kapps_account_config', name, accountId, 'fax', key)
    assert.equal(await read('get', 'max_outbound'), 'undefined\n')
    for (const name of ['get_global', 'get_from_reseller', 'get_hierarchy']) {
      assert.equal(await read(name, 'max_outbound'), '6\n')
      assert.equal(await read(name, 'workers'), '1\n')
    }
    const done = await shown(
      'kapps_account_config',
      'set_global',
      accountId,
      'fax',
      'log_faxbox_errors',
      'no',
    )
    assert.equal(done, '{"max_outbound":6,"log_faxbox_errors":"no","id":"configs_fax"}\n')
    await master.delete(`/v2/accounts/${master.accountId}/configs/fax`)
    await tenant.delete(`/v2/accounts/${accountId}/configs/fax`)
    await master.delete('/v2/system_configs/fax')
  })

  it('refuses accounts that do not exist', async () => {
    const nobody = '0'.repeat(32)
    const { out, code } = await sup('kapps_account_config', 'set', nobody, 'fax', 'a', '1')
    assert.deepEqual({ out, code }, { out: `Command failed: there is no account ${nobody}\n`, code: 3 })
  })
})

describe('crossbar_maintenance', () => {
  const menus = (): string => `/v2/accounts/${tenant.accountId}/menus`

  it('lists the running modules', async () => {
    const { out, code } = await sup('crossbar_maintenance', 'running_modules')
    assert.equal(code, 2)
    assert.match(out, /^\[cb_[a-z_]+(?:,cb_[a-z_]+)+\]\n$/)
    const names = out.slice(1, -2).split(',')
    assert.deepEqual(names, [...names].sort())
    for (const name of ['cb_about', 'cb_accounts', 'cb_system_configs', 'cb_users'])
      assert.ok(names.includes(name), name)
  })

  it('stops a module and starts it again, also for the next start of the server', async () => {
    assert.equal(
      await shown('crossbar_maintenance', 'start_module', 'cb_menus'),
      'module cb_menus started\n\nok\n',
    )
    assert.equal((await tenant.get(menus())).status, 200)
    assert.equal(
      await shown('crossbar_maintenance', 'stop_module', 'cb_menus'),
      'stopped and removed cb_menus from autoloaded modules\n\nok\n',
    )
    const stopped = await tenant.get(menus())
    assert.deepEqual([stopped.status, stopped.body['message']], [404, 'not_found'])
    assert.equal((await tenant.get(`/v2/accounts/${tenant.accountId}/users`)).status, 200)
    await restart()
    assert.equal((await tenant.get(menus())).status, 404)
    assert.doesNotMatch((await sup('crossbar_maintenance', 'running_modules')).out, /cb_menus/)
    assert.equal(
      await shown('crossbar_maintenance', 'start_module', 'cb_menus'),
      'started and added cb_menus to autoloaded modules\n\nok\n',
    )
    assert.equal((await tenant.get(menus())).status, 200)
    await restart()
    assert.equal((await tenant.get(menus())).status, 200)
  })

  it('starts a module that runs only where an operator wants it', async () => {
    await master.delete('/v2/system_configs/crossbar')
    const running = (await sup('crossbar_maintenance', 'running_modules')).out
    assert.doesNotMatch(running, /cb_ip_auth/)
    assert.equal(
      await shown('crossbar_maintenance', 'start_module', 'cb_ip_auth'),
      'started and added cb_ip_auth to autoloaded modules\n\nok\n',
    )
    await restart()
    const after = (await sup('crossbar_maintenance', 'running_modules')).out
    assert.match(after, /cb_ip_auth/)
    assert.equal(after.replace('cb_ip_auth,', ''), running)
    await shown('crossbar_maintenance', 'stop_module', 'cb_ip_auth')
    assert.equal((await sup('crossbar_maintenance', 'running_modules')).out, running)
  })

  it('adds modules to the list that are missing there', async () => {
    await shown('kapps_config', 'set_json', 'crossbar', 'autoload_modules', '["cb_users","cb_own"]')
    const out = await shown('crossbar_maintenance', 'migrate')
    assert.match(out, /^ {2}saving autoload_modules with missing modules added: \[cb_about,.*cb_accounts,/)
    const list = await shown('kapps_config', 'get', 'crossbar', 'autoload_modules')
    assert.match(list, /^\[<<"cb_about">>,.*<<"cb_accounts">>,.*<<"cb_own">>,.*<<"cb_users">>,/)
    assert.equal(await shown('crossbar_maintenance', 'migrate'), '')
    await master.delete('/v2/system_configs/crossbar')
  })

  it('says what it cannot start or stop', async () => {
    for (const [name, what] of [
      ['start_module', 'start'],
      ['stop_module', 'stop'],
    ] as const) {
      const { out, code } = await sup('crossbar_maintenance', name, 'cb_nosuch')
      assert.deepEqual({ out, code }, { out: `failed to ${what} cb_nosuch: not_found\n\nfailed\n`, code: 2 })
    }
  })

  it('checks schemas and listings', async () => {
    assert.deepEqual(await sup('crossbar_maintenance', 'does_schema_exist', 'callflows'), {
      out: 'true\n',
      code: 2,
    })
    assert.deepEqual(await sup('crossbar_maintenance', 'does_schema_exist', 'nosuch'), {
      out: 'there is no schema nosuch\nfalse\n',
      code: 2,
    })
    for (const name of ['update_schemas', 'db_init'])
      assert.equal(
        await shown('crossbar_maintenance', name),
        'starting system schemas update\nfinished system schemas update\nok\n',
      )
    assert.match(await shown('crossbar_maintenance', 'register_views'), /ok\n$/)
  })

  it('has the functions on accounts and call records', async () => {
    assert.equal(await shown('kapps_util', 'get_master_account_id'), `{ok,<<"${master.accountId}">>}\n`)
    const found = await sup('crossbar_maintenance', 'find_account_by_name', 'Tenant')
    assert.match(found.out, new RegExp(`^Account ID: ${tenant.accountId} `))
    assert.equal(
      await shown('crossbar_maintenance', 'import_cdrs', '/dev/null'),
      '0 call records imported, 0 refused\nok\n',
    )
  })
})

describe('sup', () => {
  it('tells all that it can call', async () => {
    const out = await shown('help')
    for (const module of ['crossbar_maintenance', 'kapps_account_config', 'kapps_config', 'kapps_util'])
      assert.match(out, new RegExp(`^${module}$`, 'm'))
    assert.match(out, /^ {2}start_module MODULE$/m)
    assert.match(out, /^ {2}create_account NAME REALM USERNAME PASSWORD \[ACCOUNT_ID \[USER_ID\]\]$/m)
    assert.match(await shown('help', 'kapps_util'), /^kapps_util\n {2}get_master_account_id\n/)
  })

  it('finds no server once it has stopped, and a second one does not start on the same data', async () => {
    const settings = readSettings([], { CROSSBAR_DATA: server.folder, CROSSBAR_PORT: '0' })
    assert.ok(!(settings instanceof SettingError))
    await assert.rejects(startServer(settings, pino({ level: 'silent' })), AdminSocketBusy)
    assert.equal(await shown('kapps_config', 'is_locked'), 'false\n')
    await server.stop()
    const { out, code } = await sup('kapps_config', 'is_locked')
    assert.equal(code, 1)
    assert.match(out, /Connection to service failed!/)
  })
})
