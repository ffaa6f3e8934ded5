import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { test } from 'node:test'
import { SecretKey } from './secret-key.ts'
import { SigningKeys, SigningKeyUnusable, type KeyStore, type SealedSigningKey } from './signing-keys.ts'

const secret = new SecretKey(new Uint8Array(32).fill(7))

/** Keeps the key in memory, as a document would be: the first to replace a version wins. */
class MemoryKeyStore implements KeyStore {
  kept: SealedSigningKey | undefined
  reads = 0
  broken = false

  read(): Promise<SealedSigningKey | undefined> {
    this.reads += 1
    return this.broken ? Promise.reject(new Error('database is away')) : Promise.resolve(this.kept)
  }

  write(key: SealedSigningKey, before: SealedSigningKey | undefined): Promise<SealedSigningKey> {
    if (this.kept === before) this.kept = key
    return Promise.resolve(this.kept ?? key)
  }
}

test('a key is made when there is none, kept sealed, and found again', async () => {
  const store = new MemoryKeyStore()
  const keys = new SigningKeys(secret, store)
  const key = await keys.current()
  assert.match(key.id, /^[0-9a-f]{32}$/)
  assert.match(key.publicPem, /^-----BEGIN RSA PUBLIC KEY-----\n/)
  assert.equal(key.privateKey.asymmetricKeyDetails?.modulusLength, 2048)
  assert.match(store.kept?.privateKey ?? '', /^v1\./)
  assert.ok(createPublicKey(key.publicPem).equals(key.publicKey))
  const again = await new SigningKeys(secret, store).current()
  assert.equal(again.id, key.id)
  assert.ok(again.privateKey.equals(key.privateKey))
})

test('callers at once share one key; it is read once', async () => {
  const store = new MemoryKeyStore()
  const keys = new SigningKeys(secret, store)
  const [one, two] = await Promise.all([keys.current(), keys.current()])
  assert.equal(one, two)
  assert.equal(await keys.current(), one)
  assert.equal(store.reads, 1)
  keys.reload()
  assert.ok((await keys.current()).publicKey.equals(one.publicKey))
  assert.equal(store.reads, 2)
})

test('of two processes that start at once, both use the key that was kept', async () => {
  const store = new MemoryKeyStore()
  const [one, two] = await Promise.all([
    new SigningKeys(secret, store).current(),
    new SigningKeys(secret, store).current(),
  ])
  assert.ok(one.publicKey.equals(two.publicKey))
})

test('replacing the key keeps its id', async () => {
  const keys = new SigningKeys(secret, new MemoryKeyStore())
  const before = await keys.current()
  const after = await keys.rotate()
  assert.equal(after.id, before.id)
  assert.ok(!after.publicKey.equals(before.publicKey))
  assert.equal(await keys.current(), after)
})

test('a key of another installation is refused, not replaced', async () => {
  const store = new MemoryKeyStore()
  await new SigningKeys(secret, store).current()
  const kept = store.kept
  const elsewhere = new SigningKeys(new SecretKey(new Uint8Array(32).fill(8)), store)
  await assert.rejects(elsewhere.current(), SigningKeyUnusable)
  assert.equal(store.kept, kept)
})

test('a failure to read is not remembered', async () => {
  const store = new MemoryKeyStore()
  store.broken = true
  const keys = new SigningKeys(secret, store)
  await assert.rejects(keys.current(), /database is away/)
  store.broken = false
  assert.match((await keys.current()).id, /^[0-9a-f]{32}$/)
})

test('replacing the key fails aloud when the old one stays', async () => {
  const store = new MemoryKeyStore()
  const keys = new SigningKeys(secret, store)
  const before = await keys.current()
  store.write = (key, kept) => Promise.resolve(kept ?? key)
  await assert.rejects(keys.rotate(), /could not be replaced/)
  assert.ok((await keys.current()).publicKey.equals(before.publicKey))
})
