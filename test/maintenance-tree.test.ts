import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { systemAuthor } from '../src/documents/author.ts'
import { failed } from '../src/failures.ts'
import type { JsonObject } from '../src/json.ts'
import type { Client } from './harness/client.ts'
import { entriesOf, fieldsOf, idOf } from './harness/reply.ts'
import { useServer } from './harness/server.ts'
import { supThrough } from './harness/sup.ts'

let master: Client
let middle: Client
let leaf: Client
const server = useServer({}, async () => {
  master = await server.masterClient()
  middle = await master.subAccount('Middle')
  leaf = await middle.subAccount('Leaf')
})
const sup = supThrough(() => server)
const nobody = '0'.repeat(32)

function encoded(id: string): string {
  return `account%2F${id.slice(0, 2)}%2F${id.slice(2, 4)}%2F${id.slice(4)}`
}

/** A document loaded past the API. */
async function plant(db: string, id: string, type: string, body: JsonObject): Promise<void> {
  const { documents } = server.running.edge.services
  const written = await documents.writeOne({ change: 'create', db, id, type, body }, systemAuthor)
  assert.equal(failed(written), false)
}

describe('kapps_maintenance on what is looked up across accounts', () => {
  const pid = String(process.pid)

  it('lets devices in by their addresses again', async () => {
    const devices = `/v2/accounts/${leaf.accountId}/devices`
    const body = { name: 'Gate', sip: { method: 'ip', ip: '192.0.2.7' } }
    const id = idOf(await leaf.put(devices, body))
    const { documents } = server.running.edge.services
    const entry = await documents.find('sip_auth', id)
    assert.equal(entry?.body['ip'], '192.0.2.7')
    await documents.write([{ change: 'erase', document: entry }], systemAuthor)
    const ensured = await sup('kapps_maintenance', 'ensure_aggregate_device', encoded(leaf.accountId))
    assert.deepEqual(ensured, { out: 'ok\n', code: 0 })
    assert.deepEqual((await documents.find('sip_auth', id))?.body, entry.body)
    await documents.store.dropView('devices/crossbar_listing')
    const fixed = await sup('kapps_maintenance', 'ensure_aggregate_device', leaf.accountId)
    assert.equal(fixed.code, 0)
    assert.match(
      fixed.out,
      new RegExp(`^    device ${id}: entry devices/crossbar_listing .* is missing; put right\n`),
    )
    assert.deepEqual(
      entriesOf(await leaf.get(devices)).map((device) => device['id']),
      [id],
    )
  })

  it('does so for all accounts, counting down', async () => {
    for (const [name, saying] of [
      ['ensure_aggregate_accounts', 'aggregating accounts'],
      ['ensure_aggregate_devices', 'aggregating devices account'],
      ['ensure_aggregate_faxboxes', 'aggregating faxboxes account'],
    ] as const) {
      const ids = [master, middle, leaf].map(({ accountId }) => accountId).toSorted()
      assert.deepEqual(await sup('kapps_maintenance', name), {
        out: [
          ...ids.map((id, at) => `${pid} (${String(3 - at)}/3) ${saying} '${encoded(id)}'`),
          'ok',
          '',
        ].join('\n'),
        code: 0,
      })
    }
    const all = await sup('kapps_maintenance', 'ensure_aggregates')
    assert.equal(all.code, 0)
    assert.ok(
      all.out.includes(
        `) aggregating database '${encoded(leaf.accountId)}'\n` +
          `ensuring necessary documents from account '${encoded(leaf.accountId)}' are in aggregate dbs\n`,
      ),
      all.out,
    )
  })

  it('finds an account by its realm again', async () => {
    const { documents } = server.running.edge.services
    const stored = await documents.store.get('accounts', leaf.accountId)
    assert.ok(stored)
    // The document without what is looked up.
    await documents.commit([
      { do: 'put', document: stored, expect: stored.rev, rows: [], uniqueKeys: [], tell: true },
    ])
    const lost = await sup('crossbar_maintenance', 'find_account_by_realm', 'leaf.test')
    assert.equal(lost.out, 'failed to find account: not_found\n\n{error,not_found}\n')
    assert.equal((await sup('kapps_maintenance', 'ensure_aggregate_account', leaf.accountId)).code, 0)
    const found = await sup('crossbar_maintenance', 'find_account_by_realm', 'leaf.test')
    assert.ok(found.out.endsWith(`{ok,<<"${leaf.accountId}">>}\n`), found.out)
    assert.deepEqual(
      entriesOf(await master.get(`/v2/accounts/${middle.accountId}/children`)).map(({ id }) => id),
      [leaf.accountId],
    )
  })

  it('removes what belongs to accounts and devices that are not there', async () => {
    const gone = 'ab'.repeat(16)
    await plant(gone, 'cd'.repeat(16), 'menu', { name: 'Orphan' })
    await plant(gone, `202101-${'cd'.repeat(16)}`, 'cdr', { call_id: 'x' })
    await plant('sip_auth', 'ef'.repeat(16), 'sip_auth', { account_id: gone, method: 'ip', ip: '192.0.2.8' })
    await plant('sip_auth', '01'.repeat(16), 'sip_auth', {
      account_id: leaf.accountId,
      method: 'ip',
      ip: '192.0.2.9',
    })
    const { store } = server.running.edge.services.documents
    assert.deepEqual(await sup('kapps_maintenance', 'find_invalid_acccount_dbs'), {
      out: `[<<"${encoded(gone)}">>]\n`,
      code: 2,
    })
    // What is being imported has its account soon.
    await store.writeMeta(`import ${gone}`, '{}')
    assert.equal((await sup('kapps_maintenance', 'find_invalid_acccount_dbs')).out, '[]\n')
    assert.deepEqual(await sup('kapps_maintenance', 'cleanup_orphan_modbs'), { out: 'ok\n', code: 0 })
    await store.writeMeta(`import ${gone}`, undefined)

    const devices = await sup('kapps_maintenance', 'cleanup_aggregated_devices')
    assert.equal(devices.code, 0)
    const [stray, orphan] = ['01'.repeat(16), 'ef'.repeat(16)]
    assert.ok(
      devices.out.includes(
        `    verifying sip_auth doc ${stray}\n    removing sip_auth doc ${stray} referencing missing device\n`,
      ),
      devices.out,
    )
    assert.ok(
      devices.out.endsWith(
        `    verifying sip_auth doc ${orphan}\n    removing sip_auth doc ${orphan} referencing missing db ${encoded(gone)}\nok\n`,
      ),
      devices.out,
    )
    const entries = await store.documents({ db: 'sip_auth', limit: 10 })
    assert.deepEqual(
      entries.map(({ body }) => (JSON.parse(body) as JsonObject)['ip']),
      ['192.0.2.7'],
    )
    assert.deepEqual(await sup('kapps_maintenance', 'cleanup_orphan_modbs'), {
      out: `    removed 1 monthly documents of ${encoded(gone)}\nok\n`,
      code: 0,
    })
    const left = await store.documents({ db: gone, limit: 10 })
    assert.deepEqual(
      left.map(({ id }) => id),
      ['cd'.repeat(16)],
    )
    const ids = [master, middle, leaf].map(({ accountId }) => accountId).toSorted()
    assert.deepEqual(await sup('kapps_maintenance', 'cleanup_aggregated_accounts'), {
      out: [...ids.map((id) => `    verifying accounts doc ${id}`), 'ok', ''].join('\n'),
      code: 0,
    })
  })
})

describe('kapps_maintenance import_account', () => {
  afterEach(async () => {
    await sup('crossbar_maintenance', 'move_account', leaf.accountId, middle.accountId)
  })

  it('puts an account below another one', async () => {
    const { out, code } = await sup('kapps_maintenance', 'import_account', leaf.accountId, master.accountId)
    assert.deepEqual(
      [out, code],
      [`importing account '${leaf.accountId}' under parent '${master.accountId}'\naccount saved\nok\n`, 0],
    )
    assert.deepEqual(
      entriesOf(await master.get(`/v2/accounts/${leaf.accountId}/parents`)).map(({ id }) => id),
      [master.accountId],
    )
  })

  it('says what is not there, or cannot be', async () => {
    const there = leaf.accountId
    for (const [account, parent, line] of [
      [nobody, there, `can not open account '${nobody}' definition: not_found`],
      [there, nobody, `can not open parent '${nobody}' definition: not_found`],
      [nobody, nobody, `can not open account '${nobody}' (not_found) and parent '${nobody}' (not_found)`],
    ] as const)
      assert.deepEqual(await sup('kapps_maintenance', 'import_account', account, parent), {
        out: `${line}\n{error,not_found}\n`,
        code: 2,
      })
    const circle = await sup('kapps_maintenance', 'import_account', middle.accountId, there)
    assert.deepEqual(circle, {
      out: [
        `importing account '${middle.accountId}' under parent '${there}'`,
        `failed to update account '${middle.accountId}' definition: the parent is the account itself or below it`,
        '{error,forbidden}',
        '',
      ].join('\n'),
      code: 2,
    })
    assert.equal((await sup('kapps_maintenance', 'import_account', there)).code, 1)
  })
})

describe('resellers', () => {
  const services = 'kazoo_services_maintenance'

  it('are made and unmade', async () => {
    const below = `setting account ${leaf.accountId} reseller id to`
    assert.deepEqual(await sup(services, 'make_reseller', middle.accountId), {
      out: `promoting account ${middle.accountId} to reseller status, updating sub accounts\n${below} ${middle.accountId}\nok\n`,
      code: 0,
    })
    const reseller = async (): Promise<unknown> =>
      fieldsOf(await master.get(`/v2/accounts/${leaf.accountId}`))['reseller_id']
    assert.equal(await reseller(), middle.accountId)
    assert.deepEqual(await sup('kapps_maintenance', 'ensure_reseller_id_accounts', leaf.accountId), {
      out:
        `(1/1) ensuring reseller id for account '${encoded(leaf.accountId)}'\n` +
        `its reseller is ${middle.accountId}, read off the tree: nothing to update\nok\n`,
      code: 0,
    })
    assert.deepEqual(await sup(services, 'set_reseller_id', middle.accountId, leaf.accountId), {
      out: `${below} ${middle.accountId}\nok\n`,
      code: 0,
    })
    assert.deepEqual(await sup(services, 'cascade_reseller_id', middle.accountId, middle.accountId), {
      out: `${below} ${middle.accountId}\nok\n`,
      code: 0,
    })
    const other = await sup(services, 'cascade_reseller_id', master.accountId, middle.accountId)
    assert.equal(other.code, 3)
    assert.match(
      other.out,
      new RegExp(
        `^Command failed: the reseller of account ${leaf.accountId} is ${middle.accountId}, as the tree`,
      ),
    )
    assert.deepEqual(await sup(services, 'demote_reseller', middle.accountId), {
      out:
        `demoting reseller status for account ${middle.accountId}, and now belongs to reseller ${master.accountId}\n` +
        `${below} ${master.accountId}\nok\n`,
      code: 0,
    })
    assert.equal(await reseller(), master.accountId)
  })

  it('are refused where they cannot be', async () => {
    await sup(services, 'make_reseller', leaf.accountId)
    for (const name of ['make_reseller', 'demote_reseller'])
      for (const [id, reason] of [
        [master.accountId, 'master_account'],
        [middle.accountId, 'reseller_descendants'],
        [nobody, 'not_found'],
      ] as const)
        assert.deepEqual(await sup(services, name, id), { out: `{error,${reason}}\n`, code: 2 })
    await sup(services, 'demote_reseller', leaf.accountId)
    assert.deepEqual(await sup(services, 'set_reseller_id', nobody, leaf.accountId), {
      out: '{error,not_found}\n',
      code: 2,
    })
    assert.equal((await sup(services, 'set_reseller_id', nobody)).code, 1)
    assert.deepEqual(await sup('kapps_maintenance', 'ensure_reseller_id_account', nobody), {
      out: `failed to open account from accounts db: not_found\nCommand failed: there is no account ${nobody}\n`,
      code: 3,
    })
    const all = await sup('kapps_maintenance', 'ensure_reseller_id_accounts')
    assert.equal(all.out.match(/^\([123]\/3\) ensuring reseller id for account '/gm)?.length, 3)
  })
})

describe('crossbar_maintenance create_account', () => {
  it('makes the first account the master account', async () => {
    const { config, documents } = server.running.edge.services
    // The system is empty: no account is left that could be its master account.
    await documents.commit([{ do: 'drop', db: 'accounts' }])
    documents.forgetEverywhere()
    await config.set('accounts', 'default', 'master_account_id', undefined, systemAuthor)
    const words = ['First', 'first.test', 'boss', 'canary password', 'ab12'.repeat(8), 'cd34'.repeat(8)]
    const { out, code } = await sup('crossbar_maintenance', 'create_account', ...words)
    const id = 'ab12'.repeat(8)
    assert.equal(config.value('accounts', 'master_account_id'), id)
    const account = JSON.stringify((await documents.find('accounts', id))?.shown)
    assert.deepEqual(out.split('\n'), [
      'prechecks passed',
      `created new account '${id}' in db '${encoded(id)}'`,
      '',
      `created new account admin user '${'cd34'.repeat(8)}'`,
      '',
      `account ${id} is the first, promoting it to sysadmin`,
      `  account ${id} is admin-ified: ${account}`,
      '',
      `  account ${id} allowed to add numbers: ${account}`,
      '',
      `promoting account ${id} to reseller status, updating sub accounts`,
      'updated master account id in system_config.accounts',
      '',
      'finished promoting account',
      'ok',
      '',
    ])
    assert.equal(code, 0)
    assert.ok(!out.includes('canary'))
  })
})
