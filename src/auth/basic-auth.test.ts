import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import {
  account,
  acme,
  ask,
  authOf,
  basic,
  branch,
  jo,
  joDigest,
  master,
  refusal,
  renewWorld,
  user,
  world,
} from './authenticator.fixture.ts'

beforeEach(renewWorld)

test('Basic: account id and digest', async () => {
  const text = `${acme}:${joDigest.md5}`
  const auth = authOf(await basic(text))
  assert.deepEqual(auth, {
    accountId: acme,
    ownerId: jo,
    method: 'cb_basic_auth',
    claims: { account_id: acme, owner_id: jo, iss: 'kazoo', method: 'cb_basic_auth' },
    token: Buffer.from(text).toString('base64'),
    tokenKind: 'basic',
    superduper: false,
    privLevel: 'admin',
    isAdmin: true,
    tree: [master],
  })
})

test('Basic: the configured type says what is sent', async () => {
  const outcomes = async () => [
    (await basic(`${acme}:${joDigest.md5}`)).outcome,
    (await basic(`${acme}:${joDigest.sha}`)).outcome,
    (await basic(`${acme}:JO:secret`)).outcome,
  ]
  assert.deepEqual(await outcomes(), ['authenticated', 'invalid', 'invalid'])
  world.basicAuthType = 'sha'
  assert.deepEqual(await outcomes(), ['invalid', 'authenticated', 'invalid'])
  world.basicAuthType = 'clear'
  assert.deepEqual(await outcomes(), ['invalid', 'invalid', 'authenticated'])
})

test('Basic: exactly one enabled user must match, in an account that lives', async () => {
  const text = `${acme}:${joDigest.md5}`
  user(acme, jo).enabled = false
  assert.deepEqual(await basic(text), { outcome: 'invalid' })
  user(acme, jo).enabled = true
  world.users.set(`${acme}/twin`, { ...user(acme, jo), id: 'twin' })
  assert.deepEqual(await basic(text), { outcome: 'invalid' })
  user(acme, 'twin').enabled = false
  assert.equal(authOf(await basic(text)).ownerId, jo)
  account(acme).enabled = false
  assert.deepEqual(await basic(text), { outcome: 'invalid' })
  world.accounts.delete(acme)
  assert.deepEqual(await basic(text), { outcome: 'invalid' })
})

test('Basic: nonsense is of no use', async () => {
  for (const text of [
    '',
    ':',
    acme,
    `${acme}:`,
    `${acme}:wrong`,
    `:${joDigest.md5}`,
    `${branch}:${joDigest.md5}`,
    'x:y',
  ])
    assert.deepEqual(await basic(text), { outcome: 'invalid' }, text)
  assert.deepEqual(await ask('!!! not base64 !!!', 'basic'), { outcome: 'invalid' })
})

test('Basic: guessing ends with 429; many right requests at once do not', async () => {
  const right = `${acme}:${joDigest.md5}`
  for (const each of await Promise.all(Array.from({ length: 20 }, () => basic(right)))) authOf(each)
  for (let i = 0; i < 5; i += 1)
    assert.deepEqual(await basic(`${acme}:guess ${String(i)}`), { outcome: 'invalid' })
  assert.deepEqual(refusal(await basic(`${acme}:guess 6`)), { kind: 'named', name: 'too_many_requests' })
})
