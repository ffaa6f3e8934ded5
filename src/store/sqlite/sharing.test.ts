import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { create, db, key, read, replace, row, sample } from '../contract/samples.ts'
import { openStore } from '../open.ts'
import type { Store } from '../port.ts'

describe('one database file used by several', () => {
  let folder = ''
  let store: Store

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-sharing-'))
    store = await openStore({ dataFolder: join(folder, 'data'), synchronous: 'off' })
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  const openAgain = (busyTimeoutMs = 5000): Promise<Store> =>
    openStore({ dataFolder: join(folder, 'data'), synchronous: 'off', busyTimeoutMs })

  it('two stores write at the same time; each sees what the other acknowledged', async () => {
    const other = await openAgain()
    const write = async (through: Store, name: string): Promise<void> => {
      for (let n = 0; n < 40; n += 1) {
        const document = sample(`${name}${n}`)
        assert.deepEqual(await through.commit([create(document, [row('v', name)])]), { outcome: 'done' })
        assert.deepEqual(await (through === store ? other : store).get(db, document.id), document)
      }
    }
    await Promise.all([write(store, 'a'), write(other, 'b')])
    assert.equal(await store.count({ db, view: 'v' }), 80)
    await other.close()
    assert.equal((await store.documents({ limit: 100 })).length, 80)
  })

  it('revisions and unique keys hold across stores', async () => {
    const other = await openAgain()
    await store.commit([create(sample('x'))])
    const both = [store, other]
    const revisions = await Promise.all(
      both.map((each, n) => each.commit([replace('1-x', sample('x', { rev: `2-${n}` }))])),
    )
    assert.deepEqual(revisions.map(({ outcome }) => outcome).sort(), ['conflict', 'done'])
    const keys = await Promise.all(
      both.map((each, n) => each.commit([create(sample(`k${n}`), [], [key('n', '1')])])),
    )
    assert.deepEqual(keys.map(({ outcome }) => outcome).sort(), ['done', 'taken'])
    await other.close()
  })

  it('rows of a view are found by all after its database was dropped by one', async () => {
    const other = await openAgain()
    await store.commit([create(sample('x'), [row('v', 'x')])])
    await other.commit([{ do: 'drop', db }])
    await other.commit([create(sample('o', { db: 'a2' }), [row('v', 'o')])])
    await store.commit([create(sample('y'), [row('v', 'y')])])
    for (const each of [store, other]) {
      assert.deepEqual(await read(each, 'v'), ['y:y'])
      assert.deepEqual(await read(each, 'v', { db: 'a2' }), ['o:o'])
    }
    await other.close()
  })

  it('the first rows of a view are found though an earlier attempt at them was taken back', async () => {
    await store.commit([create(sample('x'), [], [key('n', '1')])])
    const outcomes = await Promise.all([
      store.commit([create(sample('y'), [row('v', 'y')], [key('n', '1')])]),
      store.commit([create(sample('z'), [row('v', 'z')])]),
    ])
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['taken', 'done'],
    )
    await store.commit([create(sample('w', { db: 'a2' }), [row('v', 'w')])])
    assert.deepEqual(await read(store, 'v'), ['z:z'])
    assert.deepEqual(await read(store, 'v', { db: 'a2' }), ['w:w'])
  })

  it('several stores can create the database at the same moment', async () => {
    const settings = { dataFolder: join(folder, 'new'), synchronous: 'off' } as const
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(settings)))
    await Promise.all(stores.map((each, n) => each.writeMeta(`m${n}`, String(n))))
    for (const each of stores) assert.equal(await each.readMeta('m3'), '3')
    await Promise.all(stores.map((each) => each.close()))
  })

  it('reads go on while another holds the lock for writing', async () => {
    await store.commit([create(sample('x'))])
    const other = await openAgain(100)
    const locker = new DatabaseSync(join(folder, 'data', 'crossbar.db'))
    locker.exec('BEGIN IMMEDIATE')
    const refused = other.commit([create(sample('y'))])
    assert.deepEqual(await other.get(db, 'x'), sample('x'))
    await assert.rejects(refused, { name: 'StoreUnavailable', message: /locked by another process/ })
    locker.exec('ROLLBACK')
    locker.close()
    assert.deepEqual(await other.commit([create(sample('y'))]), { outcome: 'done' })
    await other.close()
  })

  describe('backup', () => {
    it('copies one moment of a store that is being written to', async () => {
      let writing = true
      const write = async (): Promise<number> => {
        let pairs = 0
        for (; writing; pairs += 1) {
          const text = JSON.stringify('x'.repeat(2000))
          await store.commit([
            create(sample(`a${pairs}`, { body: text }), [row('v', 'a')]),
            create(sample(`b${pairs}`, { body: text }), [row('v', 'b')]),
          ])
        }
        return pairs
      }
      const writers = write()
      while ((await store.count({ db, view: 'v' })) < 100) await new Promise((next) => setImmediate(next))
      await store.backup(join(folder, 'data', 'copy.db'))
      writing = false
      const written = await writers
      const copy = new DatabaseSync(join(folder, 'data', 'copy.db'), { readOnly: true })
      const count = (sql: string): unknown => copy.prepare(sql).get()?.['n']
      const pairs = count("SELECT count(*) AS n FROM documents WHERE id LIKE 'a%'")
      assert.ok(typeof pairs === 'number' && pairs >= 50 && pairs <= written)
      assert.equal(count("SELECT count(*) AS n FROM documents WHERE id LIKE 'b%'"), pairs)
      assert.equal(count('SELECT count(*) AS n FROM view_rows'), pairs * 2)
      assert.equal(copy.prepare('PRAGMA integrity_check').get()?.['integrity_check'], 'ok')
      copy.close()
    })

    it('makes one private file that opens as a store', async () => {
      await store.commit([create(sample('x'))])
      await openStore({ dataFolder: join(folder, 'other') }).then((each) => each.close())
      const file = join(folder, 'other', 'crossbar.db')
      await rm(file)
      await store.backup(file)
      assert.deepEqual(await readdir(join(folder, 'other')), ['crossbar.db'])
      assert.equal((await stat(file)).mode & 0o777, 0o600)
      const restored = await openStore({ dataFolder: join(folder, 'other') })
      assert.deepEqual(await restored.get(db, 'x'), sample('x'))
      await restored.close()
    })

    it('refuses to overwrite, and leaves nothing behind', async () => {
      const file = join(folder, 'kept')
      await writeFile(file, 'precious')
      await assert.rejects(store.backup(file), { code: 'EEXIST' })
      await assert.rejects(store.backup(join(folder, 'nowhere', 'copy.db')), { code: 'ENOENT' })
      assert.deepEqual((await readdir(folder)).sort(), ['data', 'kept'])
    })

    it('is finished before the store closes', async () => {
      await store.commit([create(sample('x'))])
      const backup = store.backup(join(folder, 'copy.db'))
      await store.close()
      await backup
      assert.ok((await stat(join(folder, 'copy.db'))).size > 0)
    })
  })
})
