import assert from 'node:assert/strict'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { openStore } from '../open.ts'
import { checkSqliteVersion } from './connection.ts'
import { migrate, migrations } from './migrations.ts'

describe('opening the embedded store', () => {
  let root = ''
  let count = 0
  const newFolder = (): string => join(root, `data-${(count += 1)}`)

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'crossbar-open-'))
  })
  after(() => rm(root, { recursive: true }))

  /** Opens a store whose opening must be refused; gives back the text of the refusal. */
  const refusal = async (settings: Parameters<typeof openStore>[0]): Promise<string> => {
    const refused: unknown = await openStore(settings).catch((error: unknown) => error)
    assert.ok(refused instanceof Error && refused.name === 'StoreUnusable')
    assert.doesNotMatch(refused.message, /\n/)
    return refused.message
  }

  const withDatabase = async (prepare: (connection: DatabaseSync) => void): Promise<string> => {
    const dataFolder = newFolder()
    await (await openStore({ dataFolder })).close()
    const connection = new DatabaseSync(join(dataFolder, 'crossbar.db'))
    prepare(connection)
    connection.close()
    return dataFolder
  }

  it('creates folder and database for their owner only', async () => {
    const dataFolder = join(newFolder(), 'deep', 'down')
    const store = await openStore({ dataFolder })
    assert.equal((await stat(dataFolder)).mode & 0o777, 0o700)
    await store.writeMeta('n', '1')
    for (const file of ['crossbar.db', 'crossbar.db-wal', 'crossbar.db-shm']) {
      assert.equal((await stat(join(dataFolder, file))).mode & 0o777, 0o600, file)
    }
    await store.close()
  })

  it('finds everything again', async () => {
    const dataFolder = newFolder()
    const first = await openStore({ dataFolder })
    await first.writeMeta('n', '1')
    await first.close()
    const second = await openStore({ dataFolder })
    assert.equal(await second.readMeta('n'), '1')
    await second.close()
  })

  it('leaves no log behind when closed', async () => {
    const dataFolder = newFolder()
    const store = await openStore({ dataFolder })
    await store.writeMeta('n', '1')
    await store.close()
    await assert.rejects(stat(join(dataFolder, 'crossbar.db-wal')), { code: 'ENOENT' })
  })

  it('refuses a database of a newer version, and leaves it alone', async () => {
    const dataFolder = await withDatabase((connection) => connection.exec('PRAGMA user_version = 900'))
    assert.match(await refusal({ dataFolder }), /crossbar\.db was written by a newer version .* 900/)
    const connection = new DatabaseSync(join(dataFolder, 'crossbar.db'))
    assert.deepEqual({ ...connection.prepare('PRAGMA user_version').get() }, { user_version: 900 })
    connection.close()
  })

  it('refuses a file that is not a database, and leaves it alone', async () => {
    const dataFolder = await withDatabase(() => undefined)
    const file = join(dataFolder, 'crossbar.db')
    const content = 'This is a letter to somebody, and no database at all. '.repeat(100)
    await writeFile(file, content)
    assert.match(await refusal({ dataFolder }), /crossbar\.db is not a database$/)
    assert.equal(await readFile(file, 'utf8'), content)
  })

  it('refuses a database of another program', async () => {
    const dataFolder = await withDatabase((connection) => connection.exec('PRAGMA application_id = 7'))
    assert.match(await refusal({ dataFolder }), /is a database of another program$/)
    const unmarked = await withDatabase((connection) =>
      connection.exec('PRAGMA application_id = 0; PRAGMA user_version = 0'),
    )
    assert.match(await refusal({ dataFolder: unmarked }), /is a database of another program$/)
  })

  it('refuses a folder that cannot be one', async () => {
    const file = join(root, 'file')
    await writeFile(file, '')
    assert.match(
      await refusal({ dataFolder: file }),
      /file cannot be used: a part of the path is not a folder$/,
    )
    assert.match(await refusal({ dataFolder: join(file, 'data') }), /a part of the path is not a folder$/)
  })

  it('refuses a folder it may not write to', { skip: process.getuid?.() === 0 }, async () => {
    const dataFolder = await withDatabase(() => undefined)
    await chmod(dataFolder, 0o500)
    assert.match(await refusal({ dataFolder }), /this user may not write there$/)
    await chmod(dataFolder, 0o700)
  })

  it('leaves the data folder to itself when there is a database URL, which it does not repeat', async () => {
    const dataFolder = newFolder()
    const opening = openStore({ dataFolder, databaseUrl: 'postgres://u:secret@127.0.0.1:1/db' })
    await assert.rejects(opening, (error) => {
      assert.ok(error instanceof Error && error.name === 'StoreUnavailable')
      assert.doesNotMatch(error.message, /secret/)
      return true
    })
    await assert.rejects(stat(join(dataFolder, 'crossbar.db')), { code: 'ENOENT' })
  })

  it('refuses an SQLite that is too old', () => {
    assert.throws(() => checkSqliteVersion('3.51.2'), {
      name: 'StoreUnusable',
      message: /3\.51\.2 .* too old/,
    })
    assert.throws(() => checkSqliteVersion('3.9.99'), { name: 'StoreUnusable' })
    for (const version of ['3.51.3', '3.52.0', '4.0.0'])
      assert.doesNotThrow(() => checkSqliteVersion(version))
  })

  it('takes the steps that a database lacks, and takes a failed one back', async () => {
    const dataFolder = await withDatabase((connection) => {
      const more = [...migrations, 'CREATE TABLE added (a TEXT) STRICT']
      const broken = [...more, 'CREATE TABLE half (a TEXT) STRICT; CREATE TABLE half (a TEXT) STRICT']
      const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE name IN ('added', 'half')")
      assert.throws(() => migrate(connection, 'file', broken), /already exists/)
      assert.deepEqual(tables.all(), [])
      migrate(connection, 'file', more)
      migrate(connection, 'file', more)
      assert.deepEqual(
        tables.all().map((row) => row['name']),
        ['added'],
      )
    })
    const [found, known] = [migrations.length + 1, migrations.length]
    assert.match(
      await refusal({ dataFolder }),
      RegExp(`newer version \\(its tables are at ${found}, this version knows ${known}\\)`),
    )
  })
})
