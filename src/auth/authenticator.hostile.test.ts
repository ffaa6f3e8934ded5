import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import {
  acme,
  ask,
  authOf,
  branch,
  jo,
  joDigest,
  joLogin,
  kim,
  master,
  renewWorld,
  user,
  world,
} from './authenticator.fixture.ts'
import type { TokenRequest } from './token-claims.ts'

beforeEach(renewWorld)

test('X-Auth-Account-ID must name the account of the token', async () => {
  const token = await world.tokens.issue(joLogin, 'jo secret')
  authOf(await ask(token, 'x-auth-token', acme))
  authOf(await ask(token, 'bearer', acme))
  for (const other of [branch, master, ''])
    assert.deepEqual(await ask(token, 'x-auth-token', other), { outcome: 'invalid' })
  const credentialsText = Buffer.from(`${acme}:${joDigest.md5}`).toString('base64')
  authOf(await ask(credentialsText, 'basic', acme))
  assert.deepEqual(await ask(credentialsText, 'basic', branch), { outcome: 'invalid' })
})

test('a masquerading token acts as a user of a descendant', async () => {
  const as = { account_id: branch, owner_id: kim }
  const { claims, ...auth } = authOf(await ask(await world.tokens.issue({ ...joLogin, as }, 'jo secret')))
  assert.equal(auth.accountId, branch)
  assert.equal(auth.ownerId, kim)
  assert.equal(auth.isAdmin, false)
  assert.equal(auth.privLevel, 'user')
  assert.deepEqual(auth.tree, [master, acme])
  assert.deepEqual(auth.masqueradedBy, { accountId: acme, ownerId: jo })
  assert.deepEqual([claims['account_id'], claims['owner_id']], [branch, kim])
})

test('masquerading does not reach elsewhere, and gives no rights of the own account', async () => {
  for (const as of [
    { account_id: acme, owner_id: jo },
    { account_id: master, owner_id: jo },
    { account_id: 'f'.repeat(32), owner_id: jo },
    { account_id: branch, owner_id: 'nobody' },
  ])
    assert.deepEqual(await ask(await world.tokens.issue({ ...joLogin, as }, 'jo secret')), {
      outcome: 'invalid',
    })
  const incomplete = { account_id: branch, owner_id: '' }
  assert.equal(
    authOf(await ask(await world.tokens.issue({ ...joLogin, as: incomplete }, 'jo secret'))).accountId,
    acme,
  )
  const superadmin: TokenRequest = { accountId: master, method: 'cb_api_auth', lifetime: 60 }
  const asKim = { ...superadmin, as: { account_id: branch, owner_id: kim } }
  assert.equal(authOf(await ask(await world.tokens.issue(asKim, 'master secret'))).superduper, false)
})

test('a masquerading token dies with its real user', async () => {
  const token = await world.tokens.issue(
    { ...joLogin, as: { account_id: branch, owner_id: kim } },
    'jo secret',
  )
  authOf(await ask(token))
  user(acme, jo).enabled = false
  assert.deepEqual(await ask(token), { outcome: 'invalid' })
})

test('an impersonation token names the impersonator', async () => {
  const extra = { original_account_id: branch, original_owner_id: kim }
  const auth = authOf(await ask(await world.tokens.issue({ ...joLogin, extra }, 'jo secret')))
  assert.deepEqual(auth.impersonatedBy, { accountId: branch, ownerId: kim })
  assert.equal(auth.ownerId, jo)
  assert.equal(auth.superduper, false)
})

test('an impersonation token dies with the impersonator', async () => {
  const extra = { original_account_id: branch, original_owner_id: kim }
  const token = await world.tokens.issue({ ...joLogin, extra }, 'jo secret')
  authOf(await ask(token))
  user(branch, kim).enabled = false
  assert.deepEqual(await ask(token), { outcome: 'invalid' })
})

test('nobody acts as a user who is disabled', async () => {
  const as = { account_id: branch, owner_id: kim }
  const token = await world.tokens.issue({ ...joLogin, as }, 'jo secret')
  authOf(await ask(token))
  user(branch, kim).enabled = false
  assert.deepEqual(await ask(token), { outcome: 'invalid' })
})

test('a federated identity without an account can only be linked', async () => {
  const token = await world.tokens.issue(
    { method: 'cb_auth', lifetime: 60, extra: { auth_id: 'google-1' } },
    undefined,
  )
  const authentication = await ask(token)
  assert.ok(authentication.outcome === 'unlinked')
  assert.equal(authentication.claims['auth_id'], 'google-1')
})
