import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { create, db, key, read, replace, row, sample } from '../../src/store/contract/samples.ts'
import { openStore } from '../../src/store/open.ts'
import type { CommitOutcome, Step, Store } from '../../src/store/port.ts'
import { TestDatabases } from '../harness/postgres.ts'

const databases = new TestDatabases()
let databaseUrl: string
let nodes: readonly [Store, Store]
let client: pg.Client

function open(): Promise<Store> {
  return openStore({ dataFolder: '', databaseUrl, databaseConnections: 5 })
}

before(async () => {
  await databases.start()
  databaseUrl = await databases.create()
  // Both find an empty database, and make the tables.
  nodes = await Promise.all([open(), open()])
  client = new pg.Client(databaseUrl)
  await client.connect()
})
beforeEach(() => databases.empty(databaseUrl))
after(async () => {
  await client.end()
  await Promise.all(nodes.map((node) => node.close()))
  await databases.drop(databaseUrl)
  await databases.remove()
})

const publish = (kind: string): Step => ({ do: 'publish', kind, payload: '{}' })

void describe('several nodes on one PostgreSQL', () => {
  void it('an event that is committed late is not lost with those before it', async () => {
    const [node, other] = nodes
    await client.query('BEGIN')
    await client.query("INSERT INTO crossbar.outbox (kind, payload) VALUES ('late', '{}')")
    await node.commit([publish('early')])
    const early = await other.outbox(10)
    assert.deepEqual(
      early.map(({ kind }) => kind),
      ['early'],
    )
    await client.query('COMMIT')
    await other.acknowledge(early[0]?.seq ?? 0)
    const late = await node.outbox(10)
    assert.deepEqual(
      late.map(({ kind }) => kind),
      ['late'],
    )
    assert.ok((late[0]?.seq ?? 0) > (early[0]?.seq ?? 0))
  })

  void it('of events that both publish at once each is read once, whoever reads', async () => {
    const seen: string[] = []
    const writing = new AbortController()
    const drain = async (node: Store): Promise<void> => {
      for (const { seq, kind } of await node.outbox(7)) {
        seen.push(kind)
        await node.acknowledge(seq)
      }
    }
    const reader = (async () => {
      while (!writing.signal.aborted) await drain(nodes[0])
      for (let last = -1; last !== seen.length;) {
        last = seen.length
        await drain(nodes[1])
      }
    })()
    await Promise.all(
      Array.from({ length: 300 }, async (_, n) => {
        await pause(n % 30)
        await nodes[n % 2 === 0 ? 0 : 1].commit([publish(`e${String(n)}`)])
      }),
    )
    writing.abort()
    await reader
    assert.equal(seen.length, 300)
    assert.equal(new Set(seen).size, 300)
  })

  void it('60 writers of one document lose no update: each is saved or has a conflict', async () => {
    await nodes[0].commit([create(sample('n', { rev: '0-n', body: '{"n":0}' }))])
    let saved = 0
    const write = async (node: Store): Promise<CommitOutcome> => {
      const document = await node.get(db, 'n')
      const n = Number(document?.rev.split('-')[0])
      const next = sample('n', { rev: `${String(n + 1)}-n`, body: `{"n":${String(n + 1)}}` })
      return await node.commit([replace(document?.rev ?? '', next)])
    }
    await Promise.all(
      Array.from({ length: 60 }, async (_, at) => {
        for (;;) {
          const { outcome } = await write(nodes[at % 2 === 0 ? 0 : 1])
          assert.match(outcome, /^(done|conflict)$/)
          if (outcome === 'done') break
        }
        saved += 1
      }),
    )
    assert.equal(saved, 60)
    assert.equal((await nodes[0].get(db, 'n'))?.body, '{"n":60}')
  })

  void it('writes that lock each other’s documents are tried again, and nobody hears of it', async () => {
    const ids = Array.from({ length: 8 }, (_, n) => `d${String(n)}`)
    await nodes[0].commit(ids.map((id) => create(sample(id, { rev: '0' }))))
    const outcomes = new Set<string>()
    const writer = async (node: Store, order: readonly string[]): Promise<void> => {
      for (let round = 0; round < 15; round += 1) {
        const found = await node.getMany(db, order)
        const steps = found.map((document) =>
          replace(document.rev, { ...document, rev: String(Number(document.rev) + 1) }),
        )
        // Keys in another order than documents: these cannot be locked beforehand.
        const taken = order.map((id) =>
          create(sample(`${id}-${String(round)}`), [], [key('k', `${id}${String(round)}`)]),
        )
        outcomes.add((await node.commit(steps)).outcome)
        outcomes.add((await node.commit(taken)).outcome)
      }
    }
    await Promise.all([writer(nodes[0], ids), writer(nodes[1], ids.toReversed())])
    for (const outcome of outcomes) assert.match(outcome, /^(done|conflict|taken)$/)
  })

  void it('keys and ids that are too long for an index are kept and found', async () => {
    const [node] = nodes
    const long = 'k'.repeat(20_000)
    const random = Buffer.from(Array.from({ length: 9000 }, (_, n) => (n * n * 7 + n) % 251))
    const view = { ...row('v', ''), sortKey: random }
    const before = create(sample('a'), [row('v', 'k')], [key('n', long)])
    assert.deepEqual(await node.commit([before, create(sample('b'), [view])]), { outcome: 'done' })
    assert.deepEqual(await node.holder(key('n', long)), { db, id: 'a' })
    assert.equal(await node.holder(key('n', `${long}x`)), undefined)
    const [found] = await node.scan({ db, view: 'v', descending: false, limit: 1, low: random, high: random })
    assert.equal(found?.id, 'b')
    assert.deepEqual(Buffer.from(found.sortKey), random)
    assert.equal(await node.count({ db, view: 'v', low: random, high: random }), 1)
    const belongings = await node.belongings(db, ['a', 'b'])
    assert.deepEqual(belongings.get('a')?.uniqueKeys, [key('n', long)])
    assert.deepEqual(await read(node, 'v', { low: Buffer.from('k'), high: Buffer.from('k') }), ['k:a'])
    const taken = await node.commit([create(sample('c'), [], [key('n', long)])])
    assert.deepEqual(taken, { outcome: 'taken', key: key('n', long), holder: { db, id: 'a' } })
  })

  void it('texts with any character are kept', async () => {
    const [node] = nodes
    const odd = 'a\0b\u0001c\u0002"\\\u{1F4DE}é'
    const document = sample(odd, { type: odd, body: JSON.stringify({ odd }) })
    await node.commit([create(document, [{ ...row(odd, 'k'), key: JSON.stringify(odd) }], [key(odd, odd)])])
    assert.deepEqual(await node.get(db, odd), document)
    assert.deepEqual(await node.holder(key(odd, odd)), { db, id: odd })
    assert.deepEqual(await node.getMany(db, [odd, 'x']), [document])
    await node.writeMeta(odd, odd)
    assert.equal(await node.readMeta(odd), odd)
  })

  void it('a connection that an operator ends is replaced, and reads do not notice', async () => {
    await nodes[0].commit([create(sample('x'))])
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    const reads = await Promise.all(Array.from({ length: 20 }, () => nodes[0].get(db, 'x')))
    assert.equal(reads.filter((each) => each?.rev === '1-x').length, 20)
  })

  void it('a snapshot whose connection is lost shows nothing more, rather than another moment', async () => {
    const [node] = nodes
    await node.commit([create(sample('x'))])
    const snapshot = await node.snapshot()
    await node.commit([replace('1-x', sample('x', { rev: '2-x' }))])
    assert.equal((await snapshot.get(db, 'x'))?.rev, '1-x')
    const { rows } = await client.query<{ ended: boolean }>(
      "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE state = 'idle in transaction'",
    )
    assert.deepEqual(rows, [{ ended: true }])
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await assert.rejects(snapshot.get(db, 'x'), { name: 'StoreUnavailable' })
      await pause(50)
    }
    await snapshot.close()
    assert.equal((await node.get(db, 'x'))?.rev, '2-x')
  })

  void it('a statement that takes too long is given up, and the connection goes on', async () => {
    const impatient = await openStore({
      dataFolder: '',
      databaseUrl,
      databaseConnections: 5,
      databaseTimeout: 1,
    })
    await client.query('BEGIN')
    await client.query('LOCK TABLE crossbar.meta')
    await assert.rejects(impatient.readMeta('x'), { name: 'StoreUnavailable' })
    await client.query('ROLLBACK')
    assert.equal(await impatient.readMeta('x'), undefined)
    await impatient.close()
  })

  void it('each process has as many connections as the settings say, however much it does at once', async () => {
    for (const databaseConnections of [5, 9]) {
      const name = `pool${String(databaseConnections)}`
      const node = await openStore({
        dataFolder: '',
        databaseUrl: `${databaseUrl}?application_name=${name}`,
        databaseConnections,
      })
      const work = Array.from({ length: 200 }, (_, n) => [
        node.commit([create(sample(`${name}-${String(n)}`))]),
        node.get(db, String(n)),
        node.scan({ db, view: 'v', descending: false, limit: 1 }),
        node.documents({ limit: 5 }),
        node.dropView('none'),
      ])
      await Promise.all(work.flat())
      await node.commit([{ do: 'drop', db: 'none' }])
      const { rows } = await client.query<{ n: number }>(
        'SELECT count(*)::integer AS n FROM pg_stat_activity WHERE application_name = $1',
        [name],
      )
      assert.deepEqual(rows, [{ n: databaseConnections }])
      await node.close()
    }
  })

  void it('is not backed up with a file', async () => {
    await assert.rejects(nodes[0].backup('/nowhere'), { name: 'StoreUnusable', message: /pg_dump/ })
  })
})
