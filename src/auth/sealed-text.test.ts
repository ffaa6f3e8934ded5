import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SecretKey } from './secret-key.ts'
import { apiKeyLookup, openText, sealText } from './sealed-text.ts'

const secret = new SecretKey(new Uint8Array(32).fill(7))
const other = new SecretKey(new Uint8Array(32).fill(8))

test('what is sealed opens again at its place', () => {
  const sealed = sealText(secret, 'accounts/a/api_key', 'schlüssel')
  assert.equal(openText(secret, 'accounts/a/api_key', sealed), 'schlüssel')
  assert.equal(openText(secret, 'p', sealText(secret, 'p', '')), '')
})

test('sealing twice gives different texts, none of which shows the secret', () => {
  const one = sealText(secret, 'p', 'abcdef0123456789')
  assert.notEqual(one, sealText(secret, 'p', 'abcdef0123456789'))
  assert.match(one, /^v1\.[A-Za-z0-9_-]+$/)
  assert.ok(!Buffer.from(one.slice(3), 'base64url').includes('abcdef'))
})

test('it does not open elsewhere, with another secret, cut or changed', () => {
  const sealed = sealText(secret, 'accounts/a/api_key', 'x')
  assert.equal(openText(secret, 'accounts/b/api_key', sealed), undefined)
  assert.equal(openText(other, 'accounts/a/api_key', sealed), undefined)
  const bytes = Buffer.from(sealed.slice(3), 'base64url')
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    assert.equal(openText(secret, 'accounts/a/api_key', `v1.${changed.toString('base64url')}`), undefined)
    const cut = bytes.subarray(0, at).toString('base64url')
    assert.equal(openText(secret, 'accounts/a/api_key', `v1.${cut}`), undefined)
  }
  for (const text of ['', 'v1.', 'v2.AAAA', 'plain text', sealed.slice(3)])
    assert.equal(openText(secret, 'accounts/a/api_key', text), undefined)
})

test('the look-up value of an API key depends on the key and the installation', () => {
  const key = 'ab'.repeat(32)
  assert.match(apiKeyLookup(secret, key), /^[0-9a-f]{64}$/)
  assert.equal(apiKeyLookup(secret, key), apiKeyLookup(secret, key))
  assert.notEqual(apiKeyLookup(secret, key), apiKeyLookup(other, key))
  assert.notEqual(apiKeyLookup(secret, key), apiKeyLookup(secret, 'ac'.repeat(32)))
})
