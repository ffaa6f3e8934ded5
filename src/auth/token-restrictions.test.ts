import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed } from '../failures.ts'
import type { Json } from '../json.ts'
import type { AccessRequest } from './permissions.ts'
import { allows, rulesFor, tokenRestriction } from './token-restrictions.ts'

const own = { id: 'acme', tree: ['master'] }
const branch = { id: 'branch', tree: ['master', 'acme'] }
const rival = { id: 'rival', tree: ['master'] }

function request(
  verb: string,
  endpoint: string,
  args: readonly string[] = [],
  account: AccessRequest['account'] = own,
) {
  return {
    verb,
    account,
    nouns: [
      { name: 'accounts', args: [account.id] },
      { name: endpoint, args },
    ],
  }
}

const everything = { _: [{ rules: { '#': ['_'] } }] }

test('rules are those of the account, else of the system; of the method, else of any', () => {
  const level = (name: string) => ({ user: name })
  const cases: readonly [Json | undefined, Json | undefined, Json | undefined][] = [
    [undefined, undefined, undefined],
    [{}, {}, undefined],
    [{ cb_user_auth: level('a'), _: level('b') }, { cb_user_auth: level('c') }, 'a'],
    [{ cb_api_auth: level('a'), _: level('b') }, { cb_user_auth: level('c') }, 'b'],
    [{ cb_api_auth: level('a') }, { cb_user_auth: level('c'), _: level('d') }, 'c'],
    [undefined, { cb_api_auth: level('c'), _: level('d') }, 'd'],
    [undefined, { default_priv_level: 'admin' }, undefined],
  ]
  for (const [account, system, expected] of cases)
    assert.equal(
      rulesFor('cb_user_auth', 'user', {
        defaultPrivLevel: 'admin',
        ...(account !== undefined && { account }),
        ...(system !== undefined && { system }),
      }),
      expected,
      JSON.stringify([account, system]),
    )
})

test('the privilege level is looked for, then any; neither means no restrictions', () => {
  const sources = (levels: Json) => ({ account: { _: levels }, defaultPrivLevel: 'admin' })
  assert.equal(rulesFor('m', 'user', sources({ user: 'u', admin: 'a', _: 'any' })), 'u')
  assert.equal(rulesFor('m', 'admin', sources({ user: 'u', admin: 'a', _: 'any' })), 'a')
  assert.equal(rulesFor('m', 'other', sources({ user: 'u', _: 'any' })), 'any')
  assert.equal(rulesFor('m', 'admin', sources({ user: 'u' })), undefined)
  assert.equal(rulesFor('m', 'constructor', sources({ user: 'u' })), undefined)
})

test('the endpoint is the last noun; without an entry of its own that of any counts, without that nothing is allowed', () => {
  const rules = { devices: [{ rules: { '#': ['GET'] } }], _: [{ rules: { '#': ['POST'] } }] }
  assert.equal(allows(rules, 'acme', request('GET', 'devices')), true)
  assert.equal(allows(rules, 'acme', request('POST', 'devices')), false)
  assert.equal(allows(rules, 'acme', request('POST', 'users')), true)
  assert.equal(allows(rules, 'acme', request('GET', 'users')), false)
  assert.equal(allows({ devices: rules.devices }, 'acme', request('GET', 'users')), false)
  assert.equal(allows({ accounts: [{ rules: { '#': ['GET'] } }] }, 'acme', request('GET', 'devices')), false)
  assert.equal(allows({ devices: [], ...everything }, 'acme', request('GET', 'devices')), false)
  assert.equal(allows(everything, 'acme', { verb: 'GET', nouns: [] }), false)
})

test('accounts: the first item whose list has the account of the path', () => {
  const cases: readonly [Json | undefined, AccessRequest['account'] | null, boolean][] = [
    [undefined, own, true],
    [undefined, null, true],
    [['_'], rival, true],
    [['_'], null, true],
    [['x', '_'], null, true],
    [[], own, false],
    [['acme'], own, true],
    [['acme'], branch, false],
    [['acme'], null, false],
    [['branch'], branch, true],
    [['{AUTH_ACCOUNT_ID}'], own, true],
    [['{AUTH_ACCOUNT_ID}'], branch, false],
    [['{AUTH_ACCOUNT_ID}'], null, false],
    [['{DESCENDANT_ACCOUNT_ID}'], branch, true],
    [['{DESCENDANT_ACCOUNT_ID}'], own, false],
    [['{DESCENDANT_ACCOUNT_ID}'], rival, false],
    [['{AUTH_ACCOUNT_ID}', '{DESCENDANT_ACCOUNT_ID}'], branch, true],
  ]
  for (const [allowed_accounts, account, expected] of cases) {
    const rules = {
      _: [{ ...(allowed_accounts !== undefined && { allowed_accounts }), rules: { '#': ['GET'] } }],
    }
    const asked =
      account === null
        ? { verb: 'GET', nouns: [{ name: 'search', args: [] }] }
        : request('GET', 'users', [], account)
    assert.equal(allows(rules, 'acme', asked), expected, JSON.stringify([allowed_accounts, account?.id]))
  }
})

test('only the first matching item counts', () => {
  const rules = {
    _: [
      { allowed_accounts: ['{AUTH_ACCOUNT_ID}'], rules: { '#': ['GET'] } },
      { rules: { '#': ['GET', 'DELETE'] } },
    ],
  }
  assert.equal(allows(rules, 'acme', request('DELETE', 'users', ['u'], own)), false)
  assert.equal(allows(rules, 'acme', request('DELETE', 'users', ['u'], branch)), true)
})

test('only the first matching pattern counts, in the order of the document', () => {
  const rules = {
    users: [{ rules: { '/': ['GET'], '*/quickcall/#': ['_'], '*': ['GET', 'POST'], '#': [] } }],
  }
  const cases: readonly [string, readonly string[], boolean][] = [
    ['GET', [], true],
    ['PUT', [], false],
    ['POST', ['u'], true],
    ['DELETE', ['u'], false],
    ['DELETE', ['u', 'quickcall', '1'], true],
    ['GET', ['u', 'x'], false],
  ]
  for (const [verb, args, expected] of cases)
    assert.equal(allows(rules, 'acme', request(verb, 'users', args)), expected, `${verb} ${args.join('/')}`)
  assert.equal(allows({ _: [{ rules: { '*': ['_'] } }] }, 'acme', request('GET', 'users')), false)
})

test('malformed rules allow nothing and break nothing', () => {
  const malformed: Json[] = [
    'x',
    7,
    [],
    { _: 'GET' },
    { _: { rules: {} } },
    { _: ['x', null, 7] },
    { _: [{}] },
    { _: [{ rules: [] }] },
    { _: [{ rules: { '#': 'GET' } }] },
    { _: [{ rules: { '#': { GET: true } } }] },
    { _: [{ allowed_accounts: 'acme', rules: { '#': ['GET'] } }] },
  ]
  for (const rules of malformed)
    assert.equal(allows(rules, 'acme', request('GET', 'users')), false, JSON.stringify(rules))
  const sources = { account: { _: 'nonsense' }, defaultPrivLevel: 'admin' }
  const auth = { accountId: 'acme', method: 'm', superduper: false }
  assert.ok(failed(tokenRestriction(auth, request('GET', 'users'), sources)))
})

test('names of object parts are no entries', () => {
  for (const name of ['constructor', '__proto__', 'toString'])
    assert.equal(allows({ users: [] }, 'acme', request('GET', name)), false)
})

test("the sheet's example: read-only devices for plain users", () => {
  const account = {
    _: {
      user: {
        devices: [{ rules: { '#': ['GET'] } }],
        users: [{ allowed_accounts: ['{AUTH_ACCOUNT_ID}'], rules: { '/': ['GET'], '*': ['GET'] } }],
      },
    },
  }
  const sources = { account, defaultPrivLevel: 'admin' }
  const user = { accountId: 'acme', method: 'cb_user_auth', superduper: false, privLevel: 'user' }
  const outcome = (auth: Parameters<typeof tokenRestriction>[0], asked: AccessRequest) =>
    tokenRestriction(auth, asked, sources)?.detail
  const denied = {
    kind: 'named',
    name: 'forbidden',
    details: { cause: 'access denied by token restrictions' },
  }
  assert.equal(outcome(user, request('GET', 'devices', ['d'], branch)), undefined)
  assert.deepEqual(outcome(user, request('DELETE', 'devices', ['d'])), denied)
  assert.equal(outcome(user, request('GET', 'users', ['u'])), undefined)
  assert.deepEqual(outcome(user, request('GET', 'users', ['u'], branch)), denied)
  assert.deepEqual(outcome(user, request('GET', 'vmboxes')), denied)
  assert.equal(outcome({ ...user, privLevel: 'admin' }, request('DELETE', 'vmboxes')), undefined)
  assert.equal(outcome({ ...user, superduper: true }, request('DELETE', 'vmboxes')), undefined)
  assert.equal(outcome(undefined, request('DELETE', 'vmboxes')), undefined)
  const withoutUser = { accountId: 'acme', method: 'cb_api_auth', superduper: false }
  assert.equal(outcome(withoutUser, request('DELETE', 'vmboxes')), undefined)
  assert.deepEqual(
    tokenRestriction(withoutUser, request('DELETE', 'vmboxes'), { account, defaultPrivLevel: 'user' })
      ?.detail,
    denied,
  )
})
