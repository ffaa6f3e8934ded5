import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { db, sample, create, key, row } from '../../src/store/contract/samples.ts'
import { openStore } from '../../src/store/open.ts'
import { createDatabase, PostgresServer } from '../harness/postgres.ts'
import { idOf } from '../harness/reply.ts'
import { TestServer } from '../harness/server.ts'

/** Part of every value that a client sends here; no SQL has it. */
const mark = `x7q'"; DROP TABLE crossbar.documents; --$1\\`

let postgres: PostgresServer
let server: TestServer
/** Prepared statements by name, as the server's log has them: it writes no values. */
let statements: ReadonlyMap<string, ReadonlySet<string>>
let log: string

before(async () => {
  postgres = await PostgresServer.start({ settings: ['log_statement=all', 'log_parameter_max_length=0'] })
  await createDatabase(postgres.url(), 'told')
  server = new TestServer({ CROSSBAR_DATABASE_URL: postgres.url('told'), CROSSBAR_DATABASE_CONNECTIONS: '5' })
  await server.start()
  await workOfClients()
  await server.stop()
  await workOfOperators()
  log = await postgres.log()
  const found = new Map<string, Set<string>>()
  for (const [, name = '', text = ''] of log.matchAll(/LOG: {2}execute ([^:\n]+): (.*?)(?=\n\d{4}-)/gs))
    found.set(name, (found.get(name) ?? new Set()).add(text.replaceAll(/\s+/g, ' ')))
  statements = found
})
after(async () => {
  await server.remove()
  await postgres.remove()
})

/** Requests that carry the mark wherever they can carry anything. */
async function workOfClients(): Promise<void> {
  const client = await server.masterClient()
  const account = `/v2/accounts/${client.accountId}`
  const value = encodeURIComponent(mark)
  const made = await client.put(`${account}/menus`, { name: mark, [mark]: { [mark]: mark } })
  assert.equal(made.status, 201, made.text)
  const menu = `${account}/menus/${idOf(made)}`
  assert.equal((await client.patch(menu, { [`again ${mark}`]: mark })).status, 200)
  const filters = [
    `filter_name=${value}`,
    `filter_not_name=${value}`,
    `filter_${value}=${value}`,
    `filter_${value}.${value}=1`,
    `has_key=${value}`,
    `has_value=${value}`,
    `key_missing=${value}`,
    `created_from=${value}`,
    `start_key=${value}`,
    `filter_name=${value}&paginate=false`,
  ]
  for (const filter of filters)
    for (const listing of ['menus', 'users', 'devices', 'callflows', 'cdrs']) {
      const { status, text } = await client.get(`${account}/${listing}?${filter}`)
      assert.ok(status === 200 || status === 400 || status === 404, `${filter}: ${text}`)
    }
  const found = await client.get(`${account}/menus?filter_name=${value}`)
  assert.deepEqual(
    (found.data as { id: string }[]).map(({ id }) => id),
    [idOf(made)],
  )
  await client.put(`${account}/users`, { first_name: mark, last_name: mark, username: mark, email: mark })
  await client.put(`${account}/devices`, { name: mark, sip: { username: mark, password: mark } })
  await client.put(`${account}/callflows`, { numbers: [mark], flow: { module: mark, data: {} } })
  await client.get(`${account}/search?t=user&q=name&v=${value}`)
  await client.get(`${account}/menus/${value}`)
  await client.get(`/v2/accounts/${value}/menus`)
  await client.put('/v2/user_auth', { credentials: 'a'.repeat(32), account_name: mark })
  await client.put('/v2/api_auth', { api_key: mark })
  await client.patch(`/v2/system_configs/${value}`, { [mark]: { [mark]: mark } })
  await client.delete(menu)
}

/** What commands and the daily upkeep do to a store. */
async function workOfOperators(): Promise<void> {
  const store = await openStore({ dataFolder: '', databaseUrl: postgres.url('told'), databaseConnections: 5 })
  const attachment = { db, id: mark, name: mark, contentType: mark, bytes: 1, digest: mark, created: 1 }
  await store.commit([
    create(sample(mark, { type: mark, rev: mark }), [row(mark, mark)], [key(mark, mark)]),
    { do: 'attach', attachment },
    { do: 'publish', kind: mark, payload: JSON.stringify(mark) },
    { do: 'enqueue', id: mark, kind: mark, payload: JSON.stringify(mark), runAt: 1 },
  ])
  assert.equal((await store.get(db, mark))?.type, mark)
  await Promise.all(['a', 'b', mark].map((id) => store.get(db, id)))
  await Promise.all(['a', 'b', mark].map((value) => store.holder(key(mark, value))))
  await store.getMany(db, [mark, 'b'])
  for (const descending of [false, true])
    for (const documents of [false, true]) {
      const scan = { db, view: mark, descending, documents, limit: 2 }
      await store.scan(scan)
      await store.scan({ ...scan, low: Buffer.from(mark), high: Buffer.from(mark) })
      await store.scan({ ...scan, after: { sortKey: Buffer.from(mark), id: mark } })
    }
  await store.count({ db, view: mark })
  await store.count({ db, view: mark, high: Buffer.from(mark) })
  await store.reindex(db, mark, mark, [mark], [row(mark, mark)])
  await store.attachments(db, mark)
  await store.digestInUse(mark)
  for (const place of [{}, { db }])
    for (const kind of [{}, { type: mark }]) await store.documents({ ...place, ...kind, limit: 5 })
  await store.databases()
  await store.documentCounts()
  await store.belongings(db, [mark])
  await store.strays(false)
  await store.strays(true)
  await store.jobs({ after: mark, limit: 5 })
  await store.allMeta()
  await store.outbox(5)
  await store.acknowledge(0)
  const [job] = await store.claimJobs({ kinds: [mark], now: 5, leaseMs: 1, limit: 5 })
  assert.equal(job?.id, mark)
  await store.extendJob(mark, 0, 5)
  await store.retryJob(mark, 0, 5, mark)
  await store.finishJob(mark, 0)
  await store.lease(mark, mark, 1, 1)
  await store.lease(mark, `other ${mark}`, 1, 1)
  await store.release(mark, mark)
  await store.writeMeta(mark, mark)
  assert.equal(await store.readMeta(mark), mark)
  await store.writeMeta(mark, undefined)
  store.say(mark, { [mark]: mark })
  const snapshot = await store.snapshot()
  assert.equal((await snapshot.get(db, mark))?.type, mark)
  await snapshot.close()
  await store.dropView(mark)
  await store.commit([{ do: 'detach', db, id: mark, name: mark }])
  await store.commit([{ do: 'erase', db, id: mark, expect: mark, tell: mark }])
  await store.commit([{ do: 'drop', db: mark }])
  await store.close()
}

void describe('SQL that PostgreSQL gets', () => {
  void it('never has what a client sent', () => {
    assert.ok(statements.size > 40, `only ${String(statements.size)} statements were seen`)
    assert.doesNotMatch(log, /x7q/)
  })

  void it('is one text for each statement, whatever its values', () => {
    for (const [name, texts] of statements) {
      if (name === '<unnamed>') continue
      assert.equal(texts.size, 1, [...texts].join('\n'))
    }
    // What opens a connection, and what makes the tables.
    assert.ok(
      (statements.get('<unnamed>')?.size ?? 0) < 10,
      [...(statements.get('<unnamed>') ?? [])].join('\n'),
    )
  })

  void it('names one tenant, but for what docs/scaling.md lists', async () => {
    const crossing = new Map([
      ['databases', ['databases']],
      ['documents', ['pages', 'pages-of-type']],
      ['documentCounts, strays', ['document-counts', ...strays('strays'), ...strays('remove-strays')]],
      ['digestInUse', ['digest']],
      ['dropView', ['next-database']],
      ['get-each', ['get-each']],
      ['commit_2', []],
    ])
    const text = await readFile(new URL('../../docs/scaling.md', import.meta.url), 'utf8')
    const table = /\*\*Statements that cross tenants\.\*\*.*?\n\n(\|.*?)\n\n/s.exec(text)?.[1] ?? ''
    const listed = table.split('\n').slice(2)
    assert.equal(listed.length, crossing.size)
    for (const name of crossing.keys())
      assert.ok(
        listed.some((line) => name.split(', ').every((each) => line.includes(`\`${each}\``))),
        name,
      )
    const found: string[] = []
    for (const [name, texts] of statements)
      for (const each of texts)
        if (/crossbar\.(documents|view_rows|attachments)\b/.test(each) && !/\bdb = \$\d/.test(each))
          if (name !== '<unnamed>') found.push(name)
    assert.deepEqual(found.toSorted(), [...crossing.values()].flat().toSorted())
  })
})

function strays(name: string): readonly string[] {
  return ['view_rows', 'unique_keys', 'attachments'].map((table) => `${name}-${table}`)
}
