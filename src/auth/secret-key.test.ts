import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openSecretKey, SecretKey, secretKeyFrom, SecretKeyUnusable } from './secret-key.ts'

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secret-key-'))
})
after(async () => {
  await rm(folder, { recursive: true })
})

test('first start makes the file, readable by its owner only, and nothing else', async () => {
  const data = join(folder, 'first', 'data')
  await openSecretKey(data, true)
  assert.deepEqual(await readdir(data), ['secret.key'])
  assert.match(await readFile(join(data, 'secret.key'), 'utf8'), /^[0-9a-f]{64}\n$/)
  assert.equal((await stat(join(data, 'secret.key'))).mode & 0o777, 0o600)
})

test('later starts read the same secret', async () => {
  const data = join(folder, 'later')
  const first = await openSecretKey(data, true)
  const second = await openSecretKey(data, false)
  assert.equal(second.fingerprint(), first.fingerprint())
})

test('processes that start at once end up with one secret', async () => {
  const data = join(folder, 'at-once')
  const secrets = await Promise.all([1, 2, 3, 4, 5].map(() => openSecretKey(data, true)))
  assert.equal(new Set(secrets.map((secret) => secret.fingerprint())).size, 1)
  assert.deepEqual(await readdir(data), ['secret.key'])
})

test('a secret that is given is kept; a file that holds another one is refused', async () => {
  const data = join(folder, 'given')
  const given = 'ab'.repeat(32)
  const first = await openSecretKey(data, false, given)
  assert.equal(first.fingerprint(), secretKeyFrom(given).fingerprint())
  assert.equal(await readFile(join(data, 'secret.key'), 'utf8'), `${given}\n`)
  assert.equal((await openSecretKey(data, false, given.toUpperCase())).fingerprint(), first.fingerprint())
  await assert.rejects(openSecretKey(data, false, 'cd'.repeat(32)), {
    name: 'SecretKeyUnusable',
    message: /^CROSSBAR_SECRET is not the secret in .*secret\.key: unset it, or take the file away$/,
  })
})

test('a missing secret is not replaced when there is a database', async () => {
  await assert.rejects(openSecretKey(join(folder, 'missing'), false), SecretKeyUnusable)
})

test('a damaged file is refused and kept', async () => {
  const data = join(folder, 'damaged')
  await openSecretKey(data, true)
  await writeFile(join(data, 'secret.key'), 'abc\n')
  await assert.rejects(openSecretKey(data, true), SecretKeyUnusable)
  assert.equal(await readFile(join(data, 'secret.key'), 'utf8'), 'abc\n')
})

test('keys of different purposes and installations differ, and are always the same', () => {
  const one = new SecretKey(new Uint8Array(32).fill(1))
  const two = new SecretKey(new Uint8Array(32).fill(2))
  // HKDF-SHA-256(root, salt "crossbar", info "sealing"), computed with Python's hmac.
  assert.equal(
    one.key('sealing').toString('hex'),
    '22487b094ae555d6056f07ad5ba1330a193437adfcfdce6935363a4ddd45b87d',
  )
  assert.notDeepEqual(one.key('sealing'), one.key('token identity'))
  assert.notDeepEqual(one.key('sealing'), two.key('sealing'))
  assert.equal(secretKeyFrom(` ${'01'.repeat(32)}\n`).fingerprint(), one.fingerprint())
})

test('a new configured signature secret gives a new system secret', () => {
  const secret = new SecretKey(new Uint8Array(32).fill(1))
  assert.match(secret.systemSignatureSecret('a'), /^[0-9a-f]{64}$/)
  assert.equal(secret.systemSignatureSecret('a'), secret.systemSignatureSecret('a'))
  assert.notEqual(secret.systemSignatureSecret('a'), secret.systemSignatureSecret('b'))
})

test('text that is no secret is refused', () => {
  for (const text of ['', 'zz'.repeat(32), '01'.repeat(31), '01'.repeat(33)])
    assert.throws(() => secretKeyFrom(text), SecretKeyUnusable)
  assert.throws(() => new SecretKey(new Uint8Array(31)), SecretKeyUnusable)
})
