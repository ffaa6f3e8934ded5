import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { create, db, replace, sample } from '../../src/store/contract/samples.ts'
import { openStore } from '../../src/store/open.ts'
import { StoreUnavailable, type RemoteChange, type Store } from '../../src/store/port.ts'
import { createDatabase, PostgresServer } from '../harness/postgres.ts'

const timeoutMs = 2000
const unavailable = { name: 'StoreUnavailable' }

let postgres: PostgresServer
let store: Store

before(async () => {
  postgres = await PostgresServer.start()
  await createDatabase(postgres.url(), 'lost')
  store = await open()
  await store.commit([create(sample('x')), { do: 'enqueue', id: 'j', kind: 'k', payload: '{}', runAt: 0 }])
})

after(async () => {
  await store.close()
  await postgres.remove()
})

function open(): Promise<Store> {
  const databaseUrl = postgres.url('lost')
  return openStore({ dataFolder: '', databaseUrl, databaseConnections: 5, databaseTimeout: timeoutMs / 1000 })
}

/** One call of every method that reaches for the database. */
const calls: readonly ((store: Store) => Promise<unknown>)[] = [
  (each) => each.get(db, 'x'),
  (each) => each.getMany(db, ['x']),
  (each) => each.scan({ db, view: 'v', descending: false, limit: 1 }),
  (each) => each.count({ db, view: 'v' }),
  (each) => each.holder({ scope: db, name: 'n', value: 'v' }),
  (each) => each.documents({ limit: 1 }),
  (each) => each.databases(),
  (each) => each.commit([{ do: 'require', db, id: 'x' }]),
  (each) => each.commit([{ do: 'drop', db: 'none' }]),
  (each) => each.reindex(db, 'x', '1-x', [], []),
  (each) => each.dropView('none'),
  (each) => each.attachments(db, 'x'),
  (each) => each.digestInUse('d'),
  (each) => each.outbox(1),
  (each) => each.acknowledge(0),
  (each) => each.claimJobs({ kinds: ['none'], now: 0, leaseMs: 1, limit: 1 }),
  (each) => each.finishJob('none', 0),
  (each) => each.retryJob('none', 0, 0, ''),
  (each) => each.extendJob('none', 0, 0),
  (each) => each.lease('l', 'h', 0, 1),
  (each) => each.release('l', 'h'),
  (each) => each.readMeta('m'),
  (each) => each.writeMeta('m', undefined),
]

/** Fails unless every method rejects with `StoreUnavailable` in time. */
async function everythingIsUnavailable(within: number): Promise<void> {
  const began = performance.now()
  await Promise.all(calls.map((call) => assert.rejects(call(store), unavailable)))
  const took = performance.now() - began
  assert.ok(took < within, `it took ${String(Math.round(took))} ms to say so`)
}

/** Resolves with the milliseconds it takes until everything works again. */
async function backAfter(): Promise<number> {
  const began = performance.now()
  for (;;) {
    const results = await Promise.allSettled(calls.map((call) => call(store)))
    if (results.every(({ status }) => status === 'fulfilled')) return performance.now() - began
    assert.ok(performance.now() - began < 10_000, 'the store does not come back')
    await pause(20)
  }
}

void describe('a PostgreSQL that goes away', () => {
  void it('makes everything unavailable when it is stopped, and is used again within 2 s', async () => {
    await postgres.stop()
    await everythingIsUnavailable(timeoutMs)
    await postgres.launch()
    assert.ok((await backAfter()) < 2000)
    assert.equal((await store.get(db, 'x'))?.rev, '1-x')
  })

  void it('makes everything unavailable when it is killed, and is used again within 2 s', async () => {
    await postgres.kill()
    await everythingIsUnavailable(timeoutMs)
    await postgres.launch()
    assert.ok((await backAfter()) < 2000)
    assert.equal((await store.get(db, 'x'))?.rev, '1-x')
  })

  void it('makes everything unavailable when it does not answer, though connections stay open', async () => {
    await postgres.freeze()
    try {
      await assert.rejects(store.get(db, 'x'), unavailable)
      await everythingIsUnavailable(timeoutMs + 1000)
    } finally {
      await postgres.thaw()
    }
    assert.ok((await backAfter()) < 2000)
  })

  void it('makes what waits behind a locked table unavailable, prepared or not', async () => {
    const locking = new pg.Client({ connectionString: postgres.url('lost') })
    await locking.connect()
    // Its connections have not prepared anything yet: what is sent later relies on the first to do that.
    const fresh = await open()
    try {
      await locking.query('BEGIN')
      await locking.query('LOCK TABLE crossbar.documents, crossbar.meta')
      const waiting: Promise<unknown>[] = []
      for (let n = 0; n < 4; n += 1) {
        for (const call of [fresh.writeMeta('m', String(n)), fresh.get(db, `x${String(n)}`)])
          waiting.push(assert.rejects(call, unavailable))
        await pause(50)
      }
      await Promise.all(waiting)
      await locking.query('ROLLBACK')
      await fresh.writeMeta('m', 'after')
      assert.equal(await fresh.readMeta('m'), 'after')
    } finally {
      await locking.end()
      await fresh.close()
    }
  })

  void it('is never said to have what it may not have', async () => {
    const writing = Array.from({ length: 200 }, (_, n) =>
      store.commit([create(sample(`lost-${String(n)}`))]).then(
        ({ outcome }) => outcome,
        (error: unknown) => (error instanceof Error ? error.name : String(error)),
      ),
    )
    await pause(2)
    await postgres.kill()
    const outcomes = await Promise.all(writing)
    await postgres.launch()
    await backAfter()
    for (const [n, outcome] of outcomes.entries()) {
      assert.match(outcome, /^(done|StoreUnavailable)$/)
      if (outcome === 'done') assert.ok(await store.get(db, `lost-${String(n)}`), `lost-${String(n)}`)
    }
  })

  void it('leaves no more waiting than a bounded number, whatever is asked of it', async () => {
    await postgres.freeze()
    let refused = 0
    try {
      const asked = Array.from({ length: 20_000 }, (_, n) => [
        store.commit([create(sample(`many-${String(n)}`))]),
        store.get(db, String(n)),
      ]).flat()
      const began = performance.now()
      const ends = asked.map((each) =>
        each.then(
          () => assert.fail('a frozen database answers'),
          (error: unknown) => {
            assert.ok(error instanceof StoreUnavailable)
            if (performance.now() - began < timeoutMs) refused += 1
          },
        ),
      )
      await Promise.all(ends)
    } finally {
      await postgres.thaw()
    }
    assert.ok(refused >= 30_000, `only ${String(refused)} of 40,000 were refused at once`)
    await backAfter()
  })

  void it('tells watchers to forget everything, since changes may have been missed', async () => {
    const heard: RemoteChange[] = []
    const end = store.watch((change) => heard.push(change))
    await postgres.stop()
    await pause(100)
    assert.deepEqual(heard, [])
    await postgres.launch()
    const other = await open()
    const deadline = Date.now() + 2000
    while (heard.length === 0 && Date.now() < deadline) await pause(10)
    assert.deepEqual(heard, [{ scope: 'everything' }])
    const step = replace('1-x', sample('x', { rev: '2-x' }))
    if (step.do === 'put') await other.commit([{ ...step, tell: true }])
    while (heard.length === 1 && Date.now() < deadline + 2000) await pause(10)
    assert.deepEqual(heard[1], { scope: 'document', db, id: 'x', type: 'menu' })
    end()
    await other.close()
  })

  void it('cannot be opened while it is away, and says so in one line', async () => {
    await postgres.stop()
    await assert.rejects(open(), (error: Error) => {
      assert.equal(error.name, 'StoreUnavailable')
      assert.match(error.message, /^The database cannot be reached: .*ECONNREFUSED/)
      return true
    })
    await postgres.launch()
  })
})
