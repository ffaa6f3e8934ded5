import assert from 'node:assert/strict'
import type { ContractTest } from './samples.ts'

/** What only one process is to do at a time. */
export function leasesContract(test: ContractTest): void {
  test('a lease has one holder, who can renew it', async (store) => {
    assert.equal(await store.lease('outbox', 'a', 1000, 500), true)
    assert.equal(await store.lease('outbox', 'b', 1000, 500), false)
    assert.equal(await store.lease('outbox', 'a', 1400, 500), true)
    assert.equal(await store.lease('outbox', 'b', 1899, 500), false)
    assert.equal(await store.lease('housekeeping', 'b', 1000, 500), true)
  })

  test('a lease that ran out is free', async (store) => {
    await store.lease('outbox', 'a', 1000, 500)
    assert.equal(await store.lease('outbox', 'b', 1499, 500), false)
    assert.equal(await store.lease('outbox', 'b', 1500, 500), true)
    assert.equal(await store.lease('outbox', 'a', 1501, 500), false)
  })

  test('a lease can be given back, by its holder only', async (store) => {
    await store.lease('outbox', 'a', 1000, 500)
    await store.release('outbox', 'b')
    assert.equal(await store.lease('outbox', 'b', 1000, 500), false)
    await store.release('outbox', 'a')
    assert.equal(await store.lease('outbox', 'b', 1000, 500), true)
    await store.release('nobody', 'a')
  })

  test('a lease taken by a clock far ahead does not count', async (store) => {
    await store.lease('outbox', 'a', 3_600_000, 500)
    assert.equal(await store.lease('outbox', 'b', 3_599_499, 500), true)
    // Half a lease ahead is what clocks may differ by.
    await store.lease('housekeeping', 'a', 2000, 500)
    assert.equal(await store.lease('housekeeping', 'b', 1500, 500), false)
  })

  test('of many who want a lease at the same moment one gets it', async (store, second) => {
    const other = await second()
    const wishes = Array.from({ length: 10 }, (_, n) =>
      (n % 2 === 0 ? store : other).lease('outbox', `h${n}`, 1000, 500),
    )
    assert.equal((await Promise.all(wishes)).filter(Boolean).length, 1)
    await other.close()
  })
}
