import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../json.ts'
import { identityHolds, identityOf, identitySignature, tokenClaims } from './token-claims.ts'

const account = 'a'.repeat(32)
const owner = 'b'.repeat(32)
const secrets = { identity: '5ec7e7', system: '5957e3' }

test('claims come in the order of the sheet; what is undefined is left out', () => {
  const full = tokenClaims(
    {
      accountId: account,
      ownerId: owner,
      as: { account_id: 'c', owner_id: 'd' },
      method: 'cb_user_auth',
      lifetime: 3600,
      mfaResponse: 'AUTH|x',
      extra: { original_account_id: 'e', original_owner_id: 'f' },
    },
    secrets,
    1_900_000_000.7,
  )
  assert.deepEqual(Object.keys(full), [
    'account_id',
    'owner_id',
    'as',
    'method',
    'exp',
    'mfa_resp',
    'original_account_id',
    'original_owner_id',
    'iss',
    'identity_sig',
    'jti',
  ])
  assert.equal(full['exp'], 1_900_003_600)
  assert.equal(full['iss'], 'kazoo')
  const short = tokenClaims({ accountId: account, method: 'cb_api_auth', lifetime: 60 }, secrets, 0)
  assert.deepEqual(Object.keys(short), ['account_id', 'method', 'exp', 'iss', 'identity_sig', 'jti'])
})

test('a lifetime of zero or less means no expiry', () => {
  for (const lifetime of [0, -1])
    assert.equal('exp' in tokenClaims({ accountId: account, method: 'm', lifetime }, secrets, 0), false)
})

test('two tokens made in the same second differ', () => {
  const request = { accountId: account, method: 'cb_api_auth', lifetime: 60 }
  const one = tokenClaims(request, secrets, 0)
  const two = tokenClaims(request, secrets, 0)
  assert.match(JSON.stringify(one['jti']), /^"[A-Za-z0-9_-]{16}"$/)
  assert.notEqual(one['jti'], two['jti'])
})

test('further claims cannot replace the ones that count', () => {
  const extra = JSON.parse(
    '{"account_id":"x","owner_id":"x","method":"x","exp":9e9,"iss":"x","identity_sig":"x","jti":"x","as":{},"__proto__":{"y":1},"email":"e"}',
  ) as JsonObject
  const claims = tokenClaims({ accountId: account, method: 'cb_auth', lifetime: 0, extra }, secrets, 0)
  assert.equal(claims['account_id'], account)
  assert.deepEqual(Object.keys(claims), ['account_id', 'method', 'email', 'iss', 'identity_sig', 'jti'])
  assert.equal(claims['method'], 'cb_auth')
  assert.equal(claims['y'], undefined)
})

test('the identity is the device, else the user, else the account', () => {
  assert.equal(identityOf({ account_id: 'a', owner_id: 'o', device_id: 'd' }), 'd')
  assert.equal(identityOf({ account_id: 'a', owner_id: 'o' }), 'o')
  assert.equal(identityOf({ account_id: 'a' }), 'a')
  assert.equal(identityOf({ owner_id: 'o' }), undefined)
  assert.equal(identityOf({ account_id: '' }), undefined)
  assert.equal(identityOf({}), undefined)
})

test('the identity signature is the one of the sheet', () => {
  // printf bbb… | openssl dgst -sha256 -hmac 5ec7e75957e3 -binary, in base64url.
  assert.equal(identitySignature(owner, '5ec7e7', '5957e3'), 'VCvcCpmeOEzoo3O0rsljvVV2dENNbh-fh9odb-BSPz4')
})

test('it holds for the right secrets and identity only', () => {
  const claims = tokenClaims({ accountId: account, ownerId: owner, method: 'm', lifetime: 0 }, secrets, 0)
  assert.equal(identityHolds(claims, '5ec7e7', '5957e3'), true)
  assert.equal(identityHolds(claims, '5ec7e8', '5957e3'), false)
  assert.equal(identityHolds(claims, '5ec7e7', '5957e4'), false)
  assert.equal(identityHolds({ ...claims, owner_id: 'x' }, '5ec7e7', '5957e3'), false)
  for (const identity_sig of [undefined, '', 'AAAA', 7, null])
    assert.equal(identityHolds({ ...claims, identity_sig }, '5ec7e7', '5957e3'), false)
})

test('a token without an account is bound to no secret', () => {
  const claims = tokenClaims({ method: 'cb_auth', lifetime: 0, extra: { auth_id: 'x' } }, undefined, 0)
  assert.equal('identity_sig' in claims, false)
  assert.equal(identityHolds(claims, '5ec7e7', '5957e3'), false)
})
