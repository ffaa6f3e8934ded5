import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { db, key, read, replace, row, sample } from '../contract/samples.ts'
import { openSqlite } from './store.ts'
import { migrate, migrations } from './migrations.ts'

/** The tables before documents and views had numbers. */
const former = migrations.slice(0, 2)

describe('a database whose rows name their views and documents in full', () => {
  let folder = ''
  let file = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-migration-'))
    file = join(folder, 'crossbar.db')
    const connection = new DatabaseSync(file)
    connection.exec('PRAGMA page_size = 4096; PRAGMA journal_mode = WAL')
    migrate(connection, file, former)
    const document = connection.prepare(
      `INSERT INTO documents (db, id, type, rev, created, modified, deleted, body, hidden)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    const viewRow = connection.prepare('INSERT INTO view_rows VALUES (?, ?, ?, ?, ?, ?)')
    const uniqueKey = connection.prepare('INSERT INTO unique_keys VALUES (?, ?, ?, ?, ?)')
    const put = (each: ReturnType<typeof sample>): void => {
      const { type, rev, created, modified, deleted, body, hidden } = each
      document.run(each.db, each.id, type, rev, created, modified, deleted ? 1 : 0, body, hidden)
    }
    put(sample('gone'))
    for (const id of ['y', 'x']) {
      put(sample(id))
      viewRow.run(db, 'v', Buffer.from(`k${id}`), id, `"k${id}"`, `{"n":"${id}"}`)
      viewRow.run(db, 'w', Buffer.from('same'), id, '"same"', '{}')
      uniqueKey.run('s', 'n', id, db, id)
    }
    put(sample('x', { db: 'a2', deleted: true }))
    viewRow.run('a2', 'v', Buffer.from('z'), 'x', '"z"', '{}')
    connection.exec("DELETE FROM documents WHERE id = 'gone'; INSERT INTO meta VALUES ('colour', '\"red\"')")
    connection.close()
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('is taken over with all it holds, and written on', async () => {
    const store = await openSqlite(file, { synchronous: 'off', busyTimeoutMs: 1000 })
    assert.deepEqual(await store.documents({ limit: 9 }), [
      sample('x'),
      sample('y'),
      sample('x', { db: 'a2', deleted: true }),
    ])
    assert.deepEqual(await read(store, 'v'), ['kx:x', 'ky:y'])
    assert.deepEqual(await read(store, 'w'), ['same:x', 'same:y'])
    assert.deepEqual(await read(store, 'v', { db: 'a2', documents: true }), ['z:x'])
    const [first] = await store.scan({ db, view: 'v', descending: false, limit: 1, documents: true })
    assert.deepEqual([first?.key, first?.value, first?.document], ['"kx"', '{"n":"x"}', sample('x')])
    assert.deepEqual(await store.holder({ scope: 's', name: 'n', value: 'y' }), { db, id: 'y' })
    assert.equal(await store.readMeta('colour'), '"red"')

    const second = replace('1-x', sample('x', { rev: '2-x' }), [row('v', 'later')], [key('n', '1')])
    assert.deepEqual(await store.commit([second]), { outcome: 'done' })
    assert.deepEqual(await read(store, 'v'), ['ky:y', 'later:x'])
    assert.deepEqual(await read(store, 'w'), ['same:y'])
    assert.equal(await store.holder({ scope: 's', name: 'n', value: 'x' }), undefined)
    await store.close()
  })

  it('stays as it was when taking it over ends half-way', () => {
    const connection = new DatabaseSync(file)
    const content = (): unknown =>
      ['documents', 'view_rows', 'unique_keys', 'sqlite_schema'].map((table) =>
        connection.prepare(`SELECT * FROM ${table} ORDER BY rowid`).all(),
      )
    const before = content()
    assert.throws(() => migrate(connection, file, [...migrations, 'CREATE TABLE documents (a TEXT) STRICT']))
    assert.deepEqual(content(), before)
    connection.close()
  })

  it('is waited for while another process takes it over, however long that takes', async () => {
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    const opening = openSqlite(file, { synchronous: 'off', busyTimeoutMs: 10 })
    await pause(150)
    for (const step of migrations.slice(2)) other.exec(step)
    other.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`)
    other.close()
    const store = await opening
    assert.deepEqual(await read(store, 'v'), ['kx:x', 'ky:y'])
    await store.close()
  })

  it('leaves nothing of the former tables', () => {
    const connection = new DatabaseSync(file)
    migrate(connection, file)
    const fresh = new DatabaseSync(':memory:')
    migrate(fresh, 'fresh')
    const tables = 'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name'
    assert.deepEqual(connection.prepare(tables).all(), fresh.prepare(tables).all())
    assert.equal(connection.prepare('PRAGMA integrity_check').get()?.['integrity_check'], 'ok')
    connection.close()
    fresh.close()
  })
})
