import assert from 'node:assert/strict'
import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import { jwtVerify } from 'jose'
import { checkToken, signToken } from './jwt.ts'
import type { SigningKey } from './signing-keys.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key: SigningKey = {
  id: '0123456789abcdef0123456789abcdef',
  publicPem: '',
  privateKey,
  publicKey: createPublicKey(privateKey),
}
const claims = { account_id: 'a'.repeat(32), method: 'cb_user_auth', exp: 2_000_000_000, iss: 'kazoo' }

test('the token has the header and claims of the sheet, in order', async () => {
  const [header = '', payload = '', signature = ''] = (await signToken(claims, key)).split('.')
  assert.equal(
    Buffer.from(header, 'base64url').toString(),
    '{"alg":"RS256","typ":"JWT","kid":"0123456789abcdef0123456789abcdef"}',
  )
  assert.equal(
    Buffer.from(payload, 'base64url').toString(),
    '{"account_id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","method":"cb_user_auth","exp":2000000000,"iss":"kazoo"}',
  )
  assert.match(signature, /^[A-Za-z0-9_-]{342}$/)
})

test('another implementation accepts the token', async () => {
  const { payload } = await jwtVerify(await signToken(claims, key), key.publicKey, { algorithms: ['RS256'] })
  assert.deepEqual(payload, claims)
})

test('a good token gives its claims, its expiry and its digest', async () => {
  const token = await signToken(claims, key)
  assert.deepEqual(checkToken(token, key, 1_999_999_999), {
    ok: true,
    claims,
    expires: 2_000_000_000,
    digest: createHash('sha256')
      .update(token.slice(0, token.lastIndexOf('.')))
      .digest('hex'),
  })
})

test('a token is over from the second it names', async () => {
  const token = await signToken(claims, key)
  const expired = { ok: false, reason: 'expired', error: 'token_expired' }
  assert.equal(checkToken(token, key, 1_999_999_999.9).ok, true)
  assert.deepEqual(checkToken(token, key, 2_000_000_000), expired)
  assert.deepEqual(checkToken(token, key, 2_000_000_001), expired)
})

test('a token without expiry never expires', async () => {
  const checked = checkToken(await signToken({ account_id: 'a' }, key), key, 9_000_000_000)
  assert.ok(checked.ok)
  assert.deepEqual(checked.claims, { account_id: 'a' })
  assert.equal('expires' in checked, false)
})

test('RS384 and RS512 are accepted too', () => {
  for (const [alg, hash] of [
    ['RS384', 'RSA-SHA384'],
    ['RS512', 'RSA-SHA512'],
  ] as const) {
    const head = Buffer.from(JSON.stringify({ alg, typ: 'JWT', kid: key.id })).toString('base64url')
    const input = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
    const token = `${input}.${sign(hash, Buffer.from(input), privateKey).toString('base64url')}`
    assert.equal(checkToken(token, key, 0).ok, true, alg)
  }
})
