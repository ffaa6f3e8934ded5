import assert from 'node:assert/strict'
import { constants, createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import type { JsonObject } from '../json.ts'
import { checkToken, signToken, type TokenError } from './jwt.ts'
import type { SigningKey } from './signing-keys.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicKey = createPublicKey(privateKey)
const key: SigningKey = { id: '0'.repeat(32), publicPem: '', privateKey, publicKey }
const claims = { account_id: 'a'.repeat(32), exp: 2_000_000_000, iss: 'kazoo' }
const now = 1_900_000_000

function encoded(value: JsonObject | string): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
}

function signedWith(header: JsonObject | string, payload: JsonObject | string, hash = 'RSA-SHA256'): string {
  const input = `${encoded(header)}.${encoded(payload)}`
  return `${input}.${sign(hash, Buffer.from(input), privateKey).toString('base64url')}`
}

function refused(token: string, error: TokenError, what: string): void {
  const reason = error === 'token_expired' ? 'expired' : 'invalid'
  assert.deepEqual(checkToken(token, key, now), { ok: false, reason, error }, what)
}

test('the tests below would notice: a well-made token passes', () => {
  assert.equal(checkToken(signedWith({ alg: 'RS256', typ: 'JWT', kid: key.id }, claims), key, now).ok, true)
})

test('no signature is not good enough, however "none" is spelt', () => {
  for (const alg of ['none', 'None', 'NONE', 'nOnE', '', null, 0, ['RS256'], { alg: 'RS256' }]) {
    const token = `${encoded({ alg, typ: 'JWT', kid: key.id })}.${encoded(claims)}.`
    refused(token, 'algorithm_not_supported', JSON.stringify(alg))
  }
  refused(`${encoded({ typ: 'JWT', kid: key.id })}.${encoded(claims)}.`, 'algorithm_not_supported', 'absent')
  refused(
    `${encoded({ alg: 'RS256', kid: key.id })}.${encoded(claims)}.`,
    'invalid_jwt_signature',
    'empty signature',
  )
})

test('the public key is not taken for a shared secret', () => {
  for (const alg of ['HS256', 'HS384', 'HS512'])
    for (const format of ['spki', 'pkcs1'] as const) {
      const pem = publicKey.export({ type: format, format: 'pem' })
      const input = `${encoded({ alg, typ: 'JWT', kid: key.id })}.${encoded(claims)}`
      const mac = createHmac(`sha${alg.slice(2)}`, pem)
        .update(input)
        .digest('base64url')
      refused(`${input}.${mac}`, 'algorithm_not_supported', alg)
    }
})

test('other algorithms, names of object parts among them, are not supported', () => {
  for (const alg of ['PS256', 'ES256', 'RS1', 'rs256', 'RSA-SHA256', '__proto__', 'constructor', 'toString'])
    refused(signedWith({ alg, typ: 'JWT', kid: key.id }, claims), 'algorithm_not_supported', alg)
})

test('the algorithm named is the one checked', () => {
  const header = { alg: 'RS512', typ: 'JWT', kid: key.id }
  refused(
    signedWith(header, claims, 'RSA-SHA256'),
    'invalid_jwt_signature',
    'RS512 header, SHA-256 signature',
  )
  const input = `${encoded({ alg: 'RS256', typ: 'JWT', kid: key.id })}.${encoded(claims)}`
  const pss = sign('RSA-SHA256', Buffer.from(input), {
    key: privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
  })
  refused(`${input}.${pss.toString('base64url')}`, 'invalid_jwt_signature', 'PSS padding')
})

test('keys are neither taken from the token nor looked for elsewhere', () => {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = other.publicKey.export({ format: 'jwk' })
  for (const header of [
    { alg: 'RS256', kid: key.id, jwk: { kty: 'RSA', n: jwk.n, e: jwk.e } },
    { alg: 'RS256', kid: key.id, jku: 'http://127.0.0.1/keys', x5u: 'http://127.0.0.1/cert' },
  ]) {
    const input = `${encoded(header)}.${encoded(claims)}`
    const token = `${input}.${sign('RSA-SHA256', Buffer.from(input), other.privateKey).toString('base64url')}`
    refused(token, 'invalid_jwt_signature', JSON.stringify(Object.keys(header)))
  }
  for (const kid of ['1'.repeat(32), '', '../../etc/passwd', "' OR 1=1 --", null, 7, ['0'.repeat(32)]])
    refused(signedWith({ alg: 'RS256', kid }, claims), 'invalid_jwt', JSON.stringify(kid))
  refused(signedWith({ alg: 'RS256' }, claims), 'invalid_jwt', 'no kid')
  refused(signedWith({ alg: 'RS256', kid: key.id, crit: ['exp'] }, claims), 'invalid_jwt', 'crit')
})

test('changed claims do not pass', async () => {
  const [head = '', , tail = ''] = (await signToken(claims, key)).split('.')
  refused(
    `${head}.${encoded({ ...claims, account_id: 'b'.repeat(32) })}.${tail}`,
    'invalid_jwt_signature',
    'account',
  )
  refused(`${head}.${encoded({ ...claims, exp: 9_000_000_000 })}.${tail}`, 'invalid_jwt_signature', 'expiry')
})

test('a token can be written in one way only, so that a revoked one stays revoked', async () => {
  const token = await signToken(claims, key)
  const [head = '', body = '', tail = ''] = token.split('.')
  const last = tail.slice(-1)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  // 342 characters hold 2052 bits for 2048: the lowest bits of the last character carry nothing.
  const sibling = alphabet.charAt(alphabet.indexOf(last) + 1)
  assert.deepEqual(
    Buffer.from(tail.slice(0, -1) + sibling, 'base64url'),
    Buffer.from(tail, 'base64url'),
    'the sibling spells the same bytes',
  )
  refused(`${head}.${body}.${tail.slice(0, -1)}${sibling}`, 'invalid_jwt', 'unused bits')
  refused(`${token}==`, 'invalid_jwt', 'padding')
  refused(`${token}\n`, 'invalid_jwt', 'line end')
  refused(`${token} `, 'invalid_jwt', 'space')
  refused(` ${token}`, 'invalid_jwt', 'space in front')
  refused(`${head}.${body}.${tail.replaceAll('-', '+').replaceAll('_', '/')}!`, 'invalid_jwt', 'plain base64')
})

test('what is no token is invalid, whatever it is', () => {
  const good = signedWith({ alg: 'RS256', typ: 'JWT', kid: key.id }, claims)
  const texts = [
    '',
    '.',
    '..',
    '...',
    'a.b.c',
    'e30.e30.e30',
    `${good}.${good}`,
    good.slice(0, -1),
    good.split('.').slice(0, 2).join('.'),
    `${encoded('[]')}.${encoded(claims)}.AAAA`,
    `${encoded('null')}.${encoded(claims)}.AAAA`,
    `${encoded('"RS256"')}.${encoded(claims)}.AAAA`,
    `${encoded('{"alg":"RS256"')}.${encoded(claims)}.AAAA`,
    '\u0000.\u0000.\u0000',
    '🙂.🙂.🙂',
    '.'.repeat(100_000),
  ]
  for (const text of texts) assert.equal(checkToken(text, key, now).ok, false, text.slice(0, 40))
  const padding = 'x'.repeat(20_000)
  refused(signedWith({ alg: 'RS256', kid: key.id }, { ...claims, padding }), 'invalid_jwt', 'too long')
})

test('signed nonsense is invalid too', () => {
  const header = { alg: 'RS256', typ: 'JWT', kid: key.id }
  for (const payload of ['', 'null', '[]', '"x"', '7', '{', '\uFEFF{}'])
    refused(signedWith(header, payload), 'invalid_jwt', JSON.stringify(payload))
  for (const exp of ['2000000000', null, true, [2_000_000_000], {}])
    refused(signedWith(header, { ...claims, exp }), 'invalid_jwt', JSON.stringify(exp))
  for (const exp of [0, -1, now])
    refused(signedWith(header, { ...claims, exp }), 'token_expired', String(exp))
})

test('an expired token with a bad signature is invalid, not expired', () => {
  const token = signedWith({ alg: 'RS256', kid: key.id }, { ...claims, exp: 1 })
  refused(`${token.slice(0, -4)}AAAA`, 'invalid_jwt_signature', 'expired and forged')
})
