import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import { EventDispatcher } from '../../src/events/dispatcher.ts'
import { JobRunner } from '../../src/jobs/runner.ts'
import type { JsonObject } from '../../src/json.ts'
import { openStore } from '../../src/store/open.ts'
import type { PeerChannel, Step, Store } from '../../src/store/port.ts'
import { useBothEngines } from '../harness/engines.ts'

const log = pino({ level: 'silent' })

/** One process's end of a channel between two. */
function channelIn(hall: EventEmitter, self: number): PeerChannel {
  return {
    send: (message) => void hall.emit('said', self, message),
    receive: (listener) => {
      const take = (from: number, message: JsonObject): void => {
        if (from !== self) listener(message)
      }
      hall.on('said', take)
      return () => hall.off('said', take)
    },
  }
}

/** What processes that share a store do for all of them; `open` opens it as process number 1 or 2. */
function workTests(name: string, open: (process: number) => Promise<Store>): void {
  describe(name, () => {
    let stores: readonly [Store, Store]
    before(async () => {
      stores = await Promise.all([open(1), open(2)])
    })
    after(() => Promise.all(stores.map((each) => each.close())))

    it('do each job once, those that failed again, and those of one that died', async () => {
      const id = (n: number): string => `job${String(n).padStart(3, '0')}`
      const enqueue = (n: number): Step => ({
        do: 'enqueue',
        id: id(n),
        kind: 'work',
        payload: JSON.stringify({ n }),
        runAt: Date.now(),
      })
      // Somebody takes three jobs, and is never heard of again.
      await stores[0].commit([500, 501, 502].map(enqueue))
      const taken = await stores[0].claimJobs({ kinds: ['work'], now: Date.now(), leaseMs: 600, limit: 3 })
      assert.equal(taken.length, 3)
      const done: string[] = []
      const failed = new Set<number>()
      const doers = new Map<number, number>()
      const runners = stores.map((store, at) => {
        const runner = new JobRunner(store, log)
        runner.handle('work', async ({ n }) => {
          await pause(1)
          if (Number(n) % 20 === 0 && !failed.has(Number(n))) {
            failed.add(Number(n))
            throw new Error('not this time')
          }
          done.push(id(Number(n)))
          doers.set(at, (doers.get(at) ?? 0) + 1)
        })
        return runner
      })
      await Promise.all(
        Array.from({ length: 120 }, (_, n) => stores[n % 2 === 0 ? 0 : 1].commit([enqueue(n)])),
      )
      for (const runner of runners) {
        runner.start()
        runner.wake()
      }
      const deadline = performance.now() + 10_000
      while (done.length < 123 && performance.now() < deadline) await pause(20)
      await pause(100)
      await Promise.all(runners.map((runner) => runner.stop()))
      const wanted = [...Array.from({ length: 120 }, (_, n) => id(n)), id(500), id(501), id(502)]
      assert.deepEqual(done.toSorted(), wanted)
      assert.equal(doers.size, 2, 'one of them did all the work')
      assert.deepEqual(await stores[0].jobs({ limit: 5 }), [])
    })

    it('deliver every event, in order, though one of them died and a consumer fails', async () => {
      // Whoever delivered has died: its lease has to run out first.
      const began = Date.now()
      assert.equal(await stores[0].lease('outbox', 'dead', began, 700), true)
      const seen: { readonly payload: string; readonly at: number; readonly by: number }[] = []
      let failures = 0
      const dispatchers = stores.map((store, by) => {
        const dispatcher = new EventDispatcher(store, log, new Set(['told']))
        dispatcher.consume(['told'], async ({ payload }) => {
          await pause(0)
          if (payload === '150' && (failures += 1) < 3) throw new Error('not this time')
          seen.push({ payload, at: Date.now(), by })
        })
        dispatcher.start()
        return dispatcher
      })
      const count = 300
      for (let n = 0; n < count; n += 10)
        await stores[(n / 10) % 2 === 0 ? 0 : 1].commit(
          Array.from({ length: 10 }, (_, at) => ({
            do: 'publish' as const,
            kind: 'told',
            payload: String(n + at),
          })),
        )
      const deadline = performance.now() + 10_000
      const left = async (): Promise<number> => (await stores[1].outbox(1)).length
      while ((await left()) > 0 && performance.now() < deadline) await pause(20)
      await Promise.all(dispatchers.map((each) => each.stop()))
      // What comes again comes after a failure, beginning with what was not acknowledged.
      const first = [...new Set(seen.map(({ payload }) => payload))]
      assert.deepEqual(
        first,
        Array.from({ length: count }, (_, n) => String(n)),
      )
      assert.equal(failures, 3)
      assert.ok(seen.every(({ at }) => at - began >= 690))
      assert.equal(new Set(seen.map(({ by }) => by)).size, 1, 'one at a time delivers')
      assert.equal(await left(), 0)
    })
  })
}

const hall = new EventEmitter()
const places = useBothEngines()

workTests('two workers on one SQLite file', (process) =>
  openStore({ dataFolder: places.folder, synchronous: 'off', channel: channelIn(hall, process) }),
)
workTests('two nodes on one PostgreSQL', () =>
  openStore({ dataFolder: '', databaseUrl: places.databaseUrl, databaseConnections: 5 }),
)
