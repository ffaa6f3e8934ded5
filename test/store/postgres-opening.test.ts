import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { db, replace, sample } from '../../src/store/contract/samples.ts'
import { openStore } from '../../src/store/open.ts'
import { migrate, migrations } from '../../src/store/postgres/migrations.ts'
import { TestDatabases } from '../harness/postgres.ts'

const databases = new TestDatabases()
let databaseUrl: string
let client: pg.Client

before(async () => {
  await databases.start()
  databaseUrl = await databases.create()
  await (await openStore({ dataFolder: '', databaseUrl, databaseConnections: 5 })).close()
  client = new pg.Client(databaseUrl)
  await client.connect()
})
after(async () => {
  await client.end()
  await databases.drop(databaseUrl)
  await databases.remove()
})

void describe('opening a PostgreSQL database', () => {
  const refuses = async (url: string, message: RegExp): Promise<void> => {
    await assert.rejects(openStore({ dataFolder: '', databaseUrl: url }), (error: Error) => {
      assert.equal(error.name, 'StoreUnusable')
      assert.match(error.message, message)
      assert.doesNotMatch(error.message, /\n/)
      return true
    })
  }

  void it('is refused when a newer version wrote it', async () => {
    await client.query('UPDATE crossbar.version SET version = version + 1')
    await refuses(databaseUrl, /newer version/)
    await client.query('UPDATE crossbar.version SET version = version - 1')
  })

  void it('brings tables of the first version up to date, with what is in them', async () => {
    const other = await databases.create()
    const former = new pg.Client(other)
    await former.connect()
    await migrate(former, migrations.slice(0, 1))
    await former.end()
    const old = new pg.Client(other)
    await old.connect()
    await old.query(
      `INSERT INTO crossbar.documents VALUES ('${db}', 'x', 'menu', '1', 1, 1, false, '{}', '{}'),
         ('${db}', 'y', 'menu', '1', 1, 1, false, '{}', '{}')`,
    )
    const store = await openStore({ dataFolder: '', databaseUrl: other, databaseConnections: 5 })
    const both = ['x', 'y'].map((id) => replace('1', sample(id, { rev: '2' })))
    assert.deepEqual(await store.commit(both), { outcome: 'done' })
    await store.close()
    const { rows } = await old.query('SELECT version FROM crossbar.version')
    assert.deepEqual(rows, [{ version: migrations.length }])
    await old.end()
    await databases.drop(other)
  })

  void it('is refused when the tables are not ours', async () => {
    const other = await databases.create()
    const foreign = new pg.Client(other)
    await foreign.connect()
    await foreign.query('CREATE SCHEMA crossbar CREATE TABLE documents (id text)')
    await refuses(other, /belongs to another program/)
    await foreign.end()
    await databases.drop(other)
  })

  void it('is refused with a wrong password or to a database that is not there', async () => {
    const url = new URL(databaseUrl)
    url.password = 'wrong'
    await refuses(url.href, /password authentication failed/)
    await refuses(databaseUrl.replace(/[^/]*$/, 'nowhere'), /does not exist/)
    await refuses(
      `${databaseUrl}?sslmode=verify-full&sslrootcert=/nowhere.pem`,
      /certificates cannot be read/,
    )
  })
})
