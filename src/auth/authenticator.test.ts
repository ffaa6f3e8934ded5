import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import {
  account,
  acme,
  ask,
  authOf,
  basic,
  gregorianStart,
  jo,
  joDigest,
  joLogin,
  master,
  refusal,
  renewWorld,
  user,
  world,
} from './authenticator.fixture.ts'

beforeEach(renewWorld)

test('no token', async () => {
  assert.deepEqual(await world.authenticator.authenticate({ token: undefined, clientIp: '192.0.2.1' }), {
    outcome: 'none',
  })
})

test("a user's token tells who they are", async () => {
  const token = await world.tokens.issue(joLogin, 'jo secret')
  const { claims, ...auth } = authOf(await ask(token))
  assert.deepEqual(auth, {
    accountId: acme,
    ownerId: jo,
    method: 'cb_user_auth',
    token,
    tokenKind: 'x-auth-token',
    superduper: false,
    privLevel: 'admin',
    isAdmin: true,
    tree: [master],
  })
  assert.equal(claims['exp'], 1_900_003_600)
})

test('a token of an API key has no user and is no admin; that of the master account is SUPERADMIN', async () => {
  const token = await world.tokens.issue(
    { accountId: master, method: 'cb_api_auth', lifetime: 0 },
    'master secret',
  )
  const { claims, ...auth } = authOf(await ask(token))
  assert.deepEqual(auth, {
    accountId: master,
    method: 'cb_api_auth',
    token,
    tokenKind: 'x-auth-token',
    superduper: true,
    isAdmin: false,
    tree: [],
  })
  assert.equal('owner_id' in claims, false)
})

test('expired and revoked tokens are refused with the plain 401', async () => {
  const plain401 = { kind: 'answer', status: 401, message: 'invalid credentials', data: {} }
  const short = await world.tokens.issue({ ...joLogin, lifetime: 1 }, 'jo secret')
  authOf(await ask(short))
  world.now += 1
  assert.deepEqual(refusal(await ask(short)), plain401)
  const token = await world.tokens.issue(joLogin, 'jo secret')
  authOf(await ask(token))
  await world.tokens.revoke(token)
  assert.deepEqual(refusal(await ask(token)), plain401)
})

test('bearer: the JWT itself, or the id of a stored one', async () => {
  const token = await world.tokens.issue(joLogin, 'jo secret')
  assert.equal(authOf(await ask(token, 'bearer')).tokenKind, 'bearer')
  world.bearerTokens.set('stored', token)
  const auth = authOf(await ask('stored', 'bearer'))
  assert.equal(auth.ownerId, jo)
  assert.equal(auth.token, 'stored')
  assert.deepEqual(await ask('unknown', 'bearer'), { outcome: 'invalid' })
  assert.deepEqual(await ask('stored'), { outcome: 'invalid' })
})

test('a token that is of no use leaves the request unauthenticated', async () => {
  const good = await world.tokens.issue(joLogin, 'jo secret')
  for (const token of [
    'nonsense',
    `${good.slice(0, -4)}AAAA`,
    await world.tokens.issue(joLogin, 'other secret'),
  ])
    assert.deepEqual(await ask(token), { outcome: 'invalid' })
  assert.deepEqual(await ask(await world.tokens.issue({ method: 'cb_auth', lifetime: 60 }, undefined)), {
    outcome: 'invalid',
  })
})

test('a token dies with its user and its account, at once', async () => {
  const token = await world.tokens.issue(joLogin, 'jo secret')
  const changes: readonly (readonly [string, () => void, () => void])[] = [
    ['user disabled', () => (user(acme, jo).enabled = false), () => (user(acme, jo).enabled = true)],
    ['account disabled', () => (account(acme).enabled = false), () => (account(acme).enabled = true)],
    [
      'password changed',
      () => (user(acme, jo).signatureSecret = 'new'),
      () => (user(acme, jo).signatureSecret = 'jo secret'),
    ],
    [
      'secret gone',
      () => delete user(acme, jo).signatureSecret,
      () => (user(acme, jo).signatureSecret = 'jo secret'),
    ],
    ['user deleted', () => world.users.delete(`${acme}/${jo}`), () => undefined],
  ]
  for (const [what, change, undo] of changes) {
    authOf(await ask(token))
    change()
    assert.deepEqual(await ask(token), { outcome: 'invalid' }, what)
    undo()
  }
  const accountToken = await world.tokens.issue(
    { accountId: acme, method: 'cb_api_auth', lifetime: 60 },
    'acme secret',
  )
  authOf(await ask(accountToken))
  world.accounts.delete(acme)
  assert.deepEqual(await ask(accountToken), { outcome: 'invalid' })
})

test('an account past its trial: 400 account.expired, and it is reported once enabled', async () => {
  const token = await world.tokens.issue(joLogin, 'jo secret')
  account(acme).trialExpires = gregorianStart + 1
  authOf(await ask(token))
  account(acme).trialExpires = gregorianStart
  const detail = {
    kind: 'validation',
    errors: { account: { expired: { message: 'account expired', cause: gregorianStart } } },
  }
  assert.deepEqual(refusal(await ask(token)), detail)
  assert.deepEqual(world.expired, [acme])
  account(acme).enabled = false
  assert.deepEqual(refusal(await ask(token)), detail)
  assert.deepEqual(world.expired, [acme])
  assert.deepEqual(refusal(await basic(`${acme}:${joDigest.md5}`)), detail)
})

test("a device's token is bound to the device", async () => {
  const request = (device_id: string) => ({ ...joLogin, extra: { device_id } })
  authOf(await ask(await world.tokens.issue(request('phone'), 'phone secret')))
  assert.deepEqual(await ask(await world.tokens.issue(request('phone'), 'jo secret')), { outcome: 'invalid' })
  assert.deepEqual(await ask(await world.tokens.issue(request('gone'), 'phone secret')), {
    outcome: 'invalid',
  })
})
