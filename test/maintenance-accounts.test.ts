import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { silentLog } from '../src/logging/log.ts'
import { accountFunctions } from '../src/maintenance/crossbar-maintenance/accounts.ts'
import { createDispatch, defineMaintenance } from '../src/maintenance/registry.ts'
import { printTerm } from '../src/maintenance/terms.ts'
import { Client } from './harness/client.ts'
import { entriesOf, fieldsOf } from './harness/reply.ts'
import { useServer } from './harness/server.ts'

const server = useServer()
const accountId = '0123456789abcdef0123456789abcdef'
const userId = 'fedcba9876543210fedcba9876543210'
const unknown = '0'.repeat(32)

/** Calls a function and gives back what an operator sees: its lines, and its result as last line. */
async function sup(name: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { services } = server.running.edge
  const module = defineMaintenance('crossbar_maintenance', accountFunctions)
  const lines: string[] = []
  const result = await createDispatch([module], services, silentLog())(
    'crossbar_maintenance',
    name,
    args,
    (line) => lines.push(line),
  )
  return [...lines, result.kind === 'returned' ? printTerm(result.term) : JSON.stringify(result)]
}

/** Lines of an account as `find_account_by_…` shows it. */
function shown(id: string, name: string, realm: string, enabled: boolean, admin: boolean): readonly string[] {
  const db = `account%2F${id.slice(0, 2)}%2F${id.slice(2, 4)}%2F${id.slice(4)}`
  const lines = [
    `Account ID: ${id} (${db})`,
    `  Name: ${name}`,
    `  Realm: ${realm}`,
    `  Enabled: ${String(enabled)}`,
    `  System Admin: ${String(admin)}`,
  ]
  return lines.flatMap((line) => [line, ''])
}

describe('crossbar_maintenance on accounts', () => {
  let master: Client
  before(async () => {
    master = await server.masterClient()
  })

  it('creates accounts with an admin user, below the master account', async () => {
    const lines = await sup(
      'create_account',
      'Crafted',
      'crafted.test',
      'Boss',
      'secret words',
      accountId,
      userId,
    )
    assert.deepEqual(lines, [
      'prechecks passed',
      `created new account '${accountId}' in db 'account%2F01%2F23%2F456789abcdef0123456789abcdef'`,
      '',
      `created new account admin user '${userId}'`,
      '',
      'ok',
    ])
    const boss = await new Client(server.url).signIn('boss', 'secret words', {
      account_realm: 'crafted.test',
    })
    assert.deepEqual([boss.accountId, boss.ownerId], [accountId, userId])
    const user = fieldsOf(await boss.get(`/v2/accounts/${accountId}/users/${userId}`))
    assert.deepEqual(
      [user['first_name'], user['last_name'], user['priv_level']],
      ['Account', 'Admin', 'admin'],
    )
    const parents = entriesOf(await boss.get(`/v2/accounts/${accountId}/parents`))
    assert.deepEqual(parents, [{ id: master.accountId, name: 'Master' }])
  })

  it('creates nothing when something is wrong, and says what', async () => {
    assert.deepEqual(await sup('create_account', 'Crafted', 'other.test', 'boss', 'secret words'), [
      'prechecks passed',
      `failed to create 'Crafted': {"name":{"unique":{"message":"Another account has this name","cause":"Crafted"}}}`,
      '',
      'failed',
    ])
    const [, reason, , result] = await sup('create_account', 'Nobody', 'nobody.test', 'no spaces please', 'x')
    assert.match(reason ?? '', /^failed to create 'Nobody': \{"username":\{"pattern":/)
    assert.equal(result, 'failed')
    assert.deepEqual(await sup('find_account_by_name', 'Nobody'), [
      'failed to find account: not_found',
      '',
      '{error,not_found}',
    ])
    const taken = await sup('create_account', 'Second', 'second.test', 'boss', 'x', accountId)
    assert.deepEqual(taken.slice(1), ["failed to create 'Second': datastore_conflict", '', 'failed'])
    const short = await sup('create_account', 'Second', 'second.test', 'boss', 'x', 'abc')
    assert.equal(short.at(-1), 'failed')
  })

  it('finds accounts', async () => {
    const account = shown(accountId, 'Crafted', 'crafted.test', true, false)
    const found = `{ok,<<"${accountId}">>}`
    assert.deepEqual(await sup('find_account_by_name', 'CRAFTED'), [...account, found])
    assert.deepEqual(await sup('find_account_by_realm', 'crafted.TEST'), [...account, found])
    assert.deepEqual(await sup('find_account_by_id', accountId), [...account, found])
    assert.deepEqual(await sup('find_account_by_id', master.accountId), [
      ...shown(master.accountId, 'Master', 'master.test', true, true),
      `{ok,<<"${master.accountId}">>}`,
    ])
    assert.deepEqual(await sup('find_account_by_id', unknown), [
      `Account ID: ${unknown} (account%2F00%2F00%2F${'0'.repeat(28)}) does not exist`,
      '',
      `{ok,<<"${unknown}">>}`,
    ])
    assert.deepEqual(await sup('find_account_by_realm', 'nowhere.test'), [
      'failed to find account: not_found',
      '',
      '{error,not_found}',
    ])
    assert.deepEqual(await sup('find_account_by_number', '+14155550100'), [
      "failed to find account assigned to number '+14155550100': not_found",
      '',
      '{error,not_found}',
    ])
  })

  it('changes rights and state of accounts', async () => {
    const path = `/v2/accounts/${accountId}`
    const field = async (name: string): Promise<unknown> => fieldsOf(await master.get(path))[name]
    const [line, blank, result] = await sup('promote_account', accountId)
    assert.match(line ?? '', new RegExp(`^  account ${accountId} is admin-ified: \\{.*"name":"Crafted"`))
    assert.deepEqual([blank, result, await field('superduper_admin')], ['', 'ok', true])
    assert.deepEqual(
      [...(await sup('demote_account', accountId)), await field('superduper_admin')],
      ['ok', false],
    )
    const [allowed] = await sup('allow_account_number_additions', accountId)
    assert.match(allowed ?? '', new RegExp(`^  account ${accountId} allowed to add numbers: \\{`))
    assert.equal(await field('wnm_allow_additions'), true)
    assert.deepEqual(await sup('disallow_account_number_additions', accountId), ['ok'])
    assert.equal(await field('wnm_allow_additions'), false)
    assert.deepEqual([...(await sup('disable_account', accountId)), await field('enabled')], ['ok', false])
    assert.deepEqual([...(await sup('enable_account', accountId)), await field('enabled')], ['ok', true])
    for (const name of ['promote', 'demote', 'enable', 'disable'])
      assert.equal((await sup(`${name}_account`, unknown)).at(-1), 'failed', name)
    assert.equal((await sup('allow_account_number_additions', unknown)).at(-1), 'failed')
    assert.equal((await sup('disallow_account_number_additions', unknown)).at(-1), 'failed')
  })

  it('moves accounts', async () => {
    const target = await master.subAccount('Target')
    assert.deepEqual(await sup('move_account', accountId, target.accountId), ['move complete!', '', 'ok'])
    const parents = entriesOf(await master.get(`/v2/accounts/${accountId}/parents`))
    assert.deepEqual(
      parents.map(({ name }) => name),
      ['Master', 'Target'],
    )
    assert.deepEqual(await sup('move_account', accountId, accountId), [
      'can not move to the same account',
      '',
      'ok',
    ])
    assert.deepEqual(await sup('move_account', target.accountId, accountId), [
      'unable to complete move: forbidden',
      '',
      'ok',
    ])
    assert.deepEqual(await sup('move_account', accountId, unknown), [
      'unable to complete move: not_found',
      '',
      'ok',
    ])
    assert.deepEqual(await sup('descendants_count'), ['ok'])
    assert.deepEqual(await sup('descendants_count', accountId), ['ok'])
  })
})
