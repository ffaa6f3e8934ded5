import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Lease, underLease, type LeaseStore } from './leases.ts'

/** Leases of one database, and what was asked of it. */
class Leases implements LeaseStore {
  shared = true
  asked = 0
  readonly holders = new Map<string, string>()

  async lease(name: string, holder: string): Promise<boolean> {
    this.asked += 1
    const held = this.holders.get(name) ?? holder
    this.holders.set(name, held)
    return held === holder
  }

  async release(name: string, holder: string): Promise<void> {
    if (this.holders.get(name) === holder) this.holders.delete(name)
  }
}

test('one of two holds a lease, until it gives it back', async () => {
  const store = new Leases()
  const [one, two] = [new Lease(store, 'x', 1000), new Lease(store, 'x', 1000)]
  assert.deepEqual([await one.held(), await two.held()], [true, false])
  await two.release()
  assert.equal(await two.held(), false)
  await one.release()
  assert.deepEqual([await two.held(), await one.held()], [true, false])
})

test('a lease is renewed when a third of it is over, and not before', async () => {
  const store = new Leases()
  const lease = new Lease(store, 'x', 150)
  for (let n = 0; n < 10; n += 1) await lease.held()
  assert.equal(store.asked, 1)
  await pause(60)
  assert.equal(await lease.held(), true)
  assert.equal(store.asked, 2)
  // Another took it while this process was held up.
  store.holders.set('x', 'another')
  await pause(60)
  assert.equal(await lease.held(), false)
})

test('who is alone needs no lease', async () => {
  const store = new Leases()
  store.shared = false
  assert.equal(await new Lease(store, 'x', 1000).held(), true)
  assert.equal(await underLease(store, 'x', () => Promise.resolve(5)), 5)
  assert.equal(store.asked, 0)
})

test('work under a lease is done by one after the other, and the lease is free after it, also after a failure', async () => {
  const store = new Leases()
  let doing = 0
  const work = async (): Promise<number> => {
    doing += 1
    const now = doing
    await pause(5)
    doing -= 1
    return now
  }
  assert.deepEqual(await Promise.all([1, 2, 3].map(() => underLease(store, 'x', work))), [1, 1, 1])
  await assert.rejects(
    underLease(store, 'x', () => Promise.reject(new Error('broken'))),
    /broken/,
  )
  assert.equal(store.holders.size, 0)
})

test('waiting for a lease ends when the process is to stop', async () => {
  const store = new Leases()
  store.holders.set('x', 'another')
  await assert.rejects(
    underLease(
      store,
      'x',
      () => Promise.resolve(),
      () => true,
    ),
    /stopped before/,
  )
})
