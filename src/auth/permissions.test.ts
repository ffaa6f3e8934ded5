import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed, forbidden, systemError } from '../failures.ts'
import {
  authorize,
  isDescendant,
  isWithin,
  simplyAuthorized,
  type AccessRequest,
  type Noun,
} from './permissions.ts'

// master → reseller → customer → branch; rival beside reseller.
const account = {
  master: { id: 'master', tree: [] },
  reseller: { id: 'reseller', tree: ['master'] },
  customer: { id: 'customer', tree: ['master', 'reseller'] },
  branch: { id: 'branch', tree: ['master', 'reseller', 'customer'] },
  rival: { id: 'rival', tree: ['master'] },
}
type Name = keyof typeof account
const names = Object.keys(account) as Name[]

function noun(name: string, ...args: readonly string[]): Noun {
  return { name, args }
}

function to(name: Name, verb = 'GET', ...nouns: readonly Noun[]): AccessRequest {
  return { verb, account: account[name], nouns: [noun('accounts', name), ...nouns] }
}

test('an account reaches itself and its descendants, at any depth, and nobody else', () => {
  const reached: Record<Name, readonly Name[]> = {
    master: ['master', 'reseller', 'customer', 'branch', 'rival'],
    reseller: ['reseller', 'customer', 'branch'],
    customer: ['customer', 'branch'],
    branch: ['branch'],
    rival: ['rival'],
  }
  for (const from of names)
    for (const verb of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'])
      assert.deepEqual(
        names.filter((name) =>
          simplyAuthorized({ accountId: from, superduper: false }, to(name, verb, noun('users', 'u'))),
        ),
        reached[from],
        `${verb} from ${from}`,
      )
})

test('SUPERADMIN reaches everything; nobody without a token reaches anything', () => {
  const requests = [
    ...names.map((name) => to(name)),
    { verb: 'GET', nouns: [noun('accounts')] },
    { verb: 'GET', nouns: [noun('system_configs')] },
    { verb: 'PUT', nouns: [noun('sup', 'x')] },
    { verb: 'GET', nouns: [] },
  ]
  for (const request of requests) {
    assert.equal(simplyAuthorized({ accountId: 'rival', superduper: true }, request), true)
    assert.equal(simplyAuthorized(undefined, request), false)
  }
})

test('without an account in the path the common rule allows nothing', () => {
  const auth = { accountId: 'customer', superduper: false }
  for (const nouns of [[noun('about')], [noun('users', 'u')], [noun('search')], []])
    assert.equal(simplyAuthorized(auth, { verb: 'GET', nouns }), false)
})

test('anybody with a token may PUT to /accounts, and nothing else there', () => {
  const auth = { accountId: 'customer', superduper: false }
  for (const verb of ['GET', 'POST', 'PATCH', 'DELETE', 'PUT'])
    assert.equal(simplyAuthorized(auth, { verb, nouns: [noun('accounts')] }), verb === 'PUT', verb)
  assert.equal(simplyAuthorized(auth, { verb: 'PUT', nouns: [noun('accounts'), noun('users')] }), false)
})

test('acls, rates and sup are for SUPERADMIN, also within the own account', () => {
  for (const name of ['acls', 'rates', 'sup'])
    for (const superduper of [false, true]) {
      const auth = { accountId: 'customer', superduper }
      assert.equal(simplyAuthorized(auth, to('customer', 'GET', noun(name))), superduper, name)
      assert.equal(simplyAuthorized(auth, to('customer', 'GET', noun(name), noun('users'))), superduper, name)
    }
})

test('a magic path lets GET pass without a token', () => {
  for (const verb of ['GET', 'POST', 'DELETE'])
    assert.equal(simplyAuthorized(undefined, { ...to('customer', verb), magicPath: true }), verb === 'GET')
})

test('a path that names two accounts, or another one than was loaded, is not allowed', () => {
  const auth = { accountId: 'customer', superduper: false }
  const two = [noun('accounts', 'customer'), noun('users', 'u'), noun('accounts', 'rival')]
  assert.equal(simplyAuthorized(auth, { verb: 'GET', account: account.customer, nouns: two }), false)
  const swapped = { verb: 'GET', account: account.customer, nouns: [noun('accounts', 'rival')] }
  assert.equal(simplyAuthorized(auth, swapped), false)
  assert.equal(simplyAuthorized(auth, { verb: 'GET', nouns: [noun('accounts', 'customer')] }), false)
})

test('descendants', () => {
  assert.equal(isWithin(account.branch, 'reseller'), true)
  assert.equal(isWithin(account.branch, 'branch'), true)
  assert.equal(isWithin(account.reseller, 'branch'), false)
  assert.equal(isDescendant(account.branch, 'reseller'), true)
  assert.equal(isDescendant(account.branch, 'branch'), false)
})

test('the decision: forbidding wins, then somebody must allow', () => {
  const restriction = forbidden('restricted')
  const stop = systemError('not_found')
  const auth = { accountId: 'customer', superduper: false }
  const own = to('customer')
  const foreign = to('rival')
  const cases = [
    [own, undefined, 'no', 'allowed'],
    [own, undefined, 'yes', 'allowed'],
    [foreign, undefined, 'yes', 'allowed'],
    [foreign, undefined, 'no', 'forbidden'],
    [own, restriction, 'yes', restriction],
    [own, undefined, stop, stop],
    [foreign, undefined, stop, stop],
    [own, restriction, stop, restriction],
  ] as const
  for (const [request, restricted, verdict, expected] of cases) {
    const decision = authorize(auth, request, restricted, verdict)
    if (expected === 'allowed') assert.equal(decision, undefined)
    else if (expected === 'forbidden') {
      assert.ok(failed(decision))
      assert.deepEqual(decision.detail, { kind: 'named', name: 'forbidden' })
    } else assert.equal(decision, expected)
  }
})
