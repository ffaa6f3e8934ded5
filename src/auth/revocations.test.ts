import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Revocations, type Revocation, type RevocationStore } from './revocations.ts'

class MemoryStore implements RevocationStore {
  readonly kept = new Map<string, Revocation>()

  load(): Promise<readonly Revocation[]> {
    return Promise.resolve([...this.kept.values()])
  }

  add(revocation: Revocation): Promise<void> {
    this.kept.set(revocation.digest, revocation)
    return Promise.resolve()
  }

  remove(digests: readonly string[]): Promise<void> {
    for (const digest of digests) this.kept.delete(digest)
    return Promise.resolve()
  }
}

test('a revoked token is known at once, and after a restart', async () => {
  const store = new MemoryStore()
  const revocations = new Revocations(store, () => 100)
  assert.equal(revocations.has('aa'), false)
  const kept = revocations.revoke({ digest: 'aa', expires: 200 })
  assert.equal(revocations.has('aa'), true)
  await kept
  const restarted = new Revocations(store, () => 100)
  assert.equal(restarted.has('aa'), false)
  await restarted.load()
  assert.equal(restarted.has('aa'), true)
  assert.equal(restarted.has('bb'), false)
})

test('what has expired is forgotten, here and in the store; what never expires is kept', async () => {
  const store = new MemoryStore()
  let now = 100
  const revocations = new Revocations(store, () => now)
  await revocations.revoke({ digest: 'aa', expires: 200 })
  await revocations.revoke({ digest: 'bb' })
  now = 199
  await revocations.purge()
  assert.deepEqual([...store.kept.keys()], ['aa', 'bb'])
  now = 200
  await revocations.purge()
  assert.deepEqual([...store.kept.keys()], ['bb'])
  assert.equal(revocations.has('aa'), false)
  assert.equal(revocations.has('bb'), true)
})

test('revocations of other processes are taken note of', () => {
  const revocations = new Revocations(new MemoryStore(), () => 100)
  revocations.note({ digest: 'aa', expires: 200 })
  assert.equal(revocations.has('aa'), true)
})
