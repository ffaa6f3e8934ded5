import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import { isJsonObject, type Json } from '../../src/json.ts'
import { Lease, type LeaseStore } from '../../src/jobs/leases.ts'
import { JobRunner } from '../../src/jobs/runner.ts'
import type { Client } from '../harness/client.ts'
import { TestServer } from '../harness/server.ts'

const hourMs = 3_600_000
const realNow = Date.now.bind(Date)

/** Sets the clock of this process, in which the server runs, ahead of the real one. */
function setClock(aheadMs: number): void {
  Date.now = () => realNow() + aheadMs
}

describe('a clock that jumps', () => {
  const server = new TestServer()
  after(async () => {
    setClock(0)
    await server.remove()
  })

  it('by an hour, forward and back, breaks neither tokens nor the order of ids nor updates', async () => {
    await server.start()
    const first = await server.masterClient()
    const menus = `/v2/accounts/${first.accountId}/menus`
    const ids: string[] = []
    const write = async (client: Client): Promise<void> => {
      const created = await client.put(menus, { name: `menu ${String(ids.length)}` })
      assert.equal(created.status, 201, created.text)
      ids.push(idOf(created.data))
      const changed = await client.patch(`${menus}/${ids[0] ?? ''}`, { changed: ids.length })
      assert.equal(changed.status, 200, changed.text)
    }
    await write(first)
    setClock(hourMs - 60_000)
    await write(first)
    const ahead = await server.masterClient()
    await write(ahead)
    setClock(0)
    // Made in what is the future now: it is good all the same, and so is the first one.
    await write(ahead)
    await write(first)
    setClock(-hourMs)
    await write(await server.masterClient())
    await write(first)
    setClock(0)
    await write(first)
    assert.deepEqual(ids, ids.toSorted())
    assert.equal(new Set(ids).size, ids.length)
  })

  it('breaks no lease for longer than it lasts', async () => {
    const { store } = server.running.edge.services.documents
    const leaseMs = 400
    const [one, two] = ['a', 'b'].map((holder) => () => store.lease('clock', holder, Date.now(), leaseMs))
    assert.ok(one && two)
    assert.deepEqual([await one(), await two()], [true, false])
    // Its holder's clock was ahead and is put right; then the holder dies.
    setClock(hourMs)
    assert.equal(await one(), true)
    setClock(0)
    assert.equal(await two(), true)
    // The clock is behind for a while, as seen by who took the lease before.
    setClock(-hourMs)
    assert.equal(await one(), true)
    setClock(0)
    assert.equal(await two(), true)
  })

  it('does not end a lease that is held and renewed', async () => {
    const { store } = server.running.edge.services.documents
    const lease = new Lease(sharedLeases(store), 'steady', 300)
    for (let n = 0; n < 12; n += 1) {
      setClock(n % 3 === 0 ? hourMs : n % 3 === 1 ? 0 : -hourMs)
      assert.equal(await lease.held(), true)
      await pause(40)
    }
    setClock(0)
    await lease.release()
  })

  it('loses no job and does none for ever', async () => {
    const { store } = server.running.edge.services.documents
    const done: Json[] = []
    const runner = new JobRunner(store, pino({ level: 'silent' }))
    runner.handle('clock', async ({ n }) => {
      setClock(Number(n) % 2 === 0 ? hourMs : -hourMs)
      await pause(5)
      setClock(0)
      done.push(n ?? null)
    })
    const jobs = [0, 1, 2, 3, 4, 5]
    await store.commit(
      jobs.map((n) => ({
        do: 'enqueue' as const,
        id: `clock${String(n)}`,
        kind: 'clock',
        payload: JSON.stringify({ n }),
        runAt: Date.now(),
      })),
    )
    runner.start()
    runner.wake()
    const deadline = performance.now() + 5000
    while (done.length < jobs.length && performance.now() < deadline) await pause(10)
    await pause(50)
    await runner.stop()
    assert.deepEqual(done, jobs)
    const left = await store.claimJobs({
      kinds: ['clock'],
      now: realNow() + 10 * hourMs,
      leaseMs: 1,
      limit: 10,
    })
    assert.deepEqual(left, [])
  })
})

/** The leases of a store as if others shared it. */
function sharedLeases(store: LeaseStore): LeaseStore {
  return {
    shared: true,
    lease: (name, holder, now, leaseMs) => store.lease(name, holder, now, leaseMs),
    release: (name, holder) => store.release(name, holder),
  }
}

function idOf(data: Json | undefined): string {
  return isJsonObject(data) ? String(data['id']) : ''
}
