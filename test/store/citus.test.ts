import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { create, replace, sample } from '../../src/store/contract/samples.ts'
import { openStore } from '../../src/store/open.ts'
import { TestDatabases } from '../harness/postgres.ts'

/*
 * What docs/scaling.md says of tables and of Citus, against the tables as they are. Citus itself is not there:
 * functions of the same names and parameters stand for it, which note what they were called with.
 */

const databases = new TestDatabases()
let databaseUrl: string
let client: pg.Client
/** Each section of docs/scaling.md by its heading. */
let sections: ReadonlyMap<string, string>

before(async () => {
  const text = await readFile(new URL('../../docs/scaling.md', import.meta.url), 'utf8')
  const parts = text.split(/^## /m).map((part): [string, string] => [part.split('\n')[0] ?? '', part])
  sections = new Map(parts)
  await databases.start()
  databaseUrl = await databases.create()
  await (await openStore({ dataFolder: '', databaseUrl, databaseConnections: 5 })).close()
  client = new pg.Client(databaseUrl)
  await client.connect()
  await client.query(standIns)
})
after(async () => {
  await client.end()
  await databases.drop(databaseUrl)
  await databases.remove()
})

/** As `\df` of Citus 12 and 13 shows them. */
const standIns = `
  SET search_path = public;
  CREATE TABLE called (place serial, what text, of regclass, by text, beside text);
  CREATE FUNCTION create_distributed_table(table_name regclass, distribution_column text,
    distribution_type text DEFAULT 'hash', colocate_with text DEFAULT 'default', shard_count integer DEFAULT NULL)
  RETURNS void LANGUAGE sql AS $$
    INSERT INTO called (what, of, by, beside) VALUES ('distributed', table_name, distribution_column, colocate_with) $$;
  CREATE FUNCTION citus_add_local_table_to_metadata(table_name regclass, cascade_via_foreign_keys boolean DEFAULT false)
  RETURNS void LANGUAGE sql AS $$ INSERT INTO called (what, of) VALUES ('local', table_name) $$;`

async function column(statement: string, values: readonly unknown[] = []): Promise<readonly unknown[]> {
  const { rows } = await client.query<unknown[]>({ text: statement, values: [...values], rowMode: 'array' })
  return rows.map(([value]) => value)
}

/** Columns of the primary key of a table, or of each unique index it has. */
function keysOf(table: string, which: 'indisprimary' | 'indisunique'): Promise<readonly unknown[]> {
  return column(
    `SELECT string_agg(a.attname, ', ' ORDER BY k.place) FROM pg_index i
     CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (number, place)
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
     WHERE i.indrelid = $1::regclass AND i.${which} GROUP BY i.indexrelid`,
    [table],
  )
}

void describe('docs/scaling.md', () => {
  void it('names every table, with its primary key', async () => {
    const lines = (sections.get('Tables') ?? '').matchAll(/^\| (`[^|]+`) +\| ([^|]+?) +\|/gm)
    const told = new Map<string, string>()
    for (const [, names = '', key = ''] of lines)
      for (const [, name = ''] of names.matchAll(/`(\w+)`/g)) told.set(name, key.replaceAll('`', ''))
    const tables = await column("SELECT tablename FROM pg_tables WHERE schemaname = 'crossbar'")
    assert.deepEqual([...told.keys()].toSorted(), tables.map(String).toSorted())
    for (const [name, key] of told) {
      const found = await keysOf(`crossbar.${name}`, 'indisprimary')
      assert.deepEqual(found, key === 'none' ? [] : [key], name)
    }
  })

  void it('distributes tables by a column that all their keys hold, and leaves out none', async () => {
    const block = /```sql\n(.*?)```/s.exec(sections.get('Spreading tenants with Citus') ?? '')?.[1] ?? ''
    const [extension, ...statements] = block.split(';').map((each) => each.trim())
    assert.equal(extension, 'CREATE EXTENSION IF NOT EXISTS citus')
    for (const each of statements) if (each !== '') await client.query(each)
    const called = await client.query<{ what: string; table: string; by: string; beside: string }>(
      'SELECT what, of::text AS table, by, beside FROM called ORDER BY place',
    )
    const tables = await column(
      "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = 'crossbar'",
    )
    assert.deepEqual(
      called.rows.map(({ table }) => table).toSorted(),
      tables.filter((each) => each !== 'crossbar.version').toSorted(),
    )
    const spread = called.rows.filter(({ what }) => what === 'distributed')
    assert.deepEqual(
      spread.map(({ table }) => table),
      ['crossbar.documents', 'crossbar.view_rows', 'crossbar.attachments'],
    )
    const types = new Set<unknown>()
    for (const [at, { table, by, beside }] of spread.entries()) {
      const keys = await keysOf(table, 'indisunique')
      assert.ok(keys.length > 0, table)
      for (const key of keys) assert.ok(String(key).split(', ').includes(by), `${table}: ${String(key)}`)
      assert.equal(beside, at === 0 ? 'default' : spread[0]?.table)
      const [type] = await column(
        "SELECT concat(atttypid, ' ', attcollation) FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2",
        [table, by],
      )
      assert.ok(type, `${table} has no column ${by}`)
      types.add(type)
    }
    assert.equal(types.size, 1, 'tables lie together only by columns of one type')
    const constraints = await column(
      "SELECT conname FROM pg_constraint WHERE connamespace = 'crossbar'::regnamespace AND contype NOT IN ('p', 'n')",
    )
    assert.deepEqual(constraints, [])
  })
})

void describe('a database with Citus', () => {
  void it('is asked for documents of one tenant at a time, and writes those of several', async () => {
    // Which it is taken for when it has the extension.
    await client.query('SET allow_system_table_mods = on')
    await client.query(
      `INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
       SELECT 99999, 'citus', extowner, extnamespace, false, '13.0' FROM pg_extension LIMIT 1`,
    )
    const store = await openStore({ dataFolder: '', databaseUrl, databaseConnections: 5 })
    const tenants = ['a', 'b', 'c']
    const places = tenants.flatMap((db) => ['x', 'y'].map((id) => ({ db, id })))
    const done = { outcome: 'done' }
    const documents = await Promise.all(
      places.map(({ db, id }) => store.commit([create(sample(id, { db, rev: '1' }))])),
    )
    assert.deepEqual(new Set(documents.map(({ outcome }) => outcome)), new Set(['done']))
    // Locks are taken tenant by tenant, in an order that is not that of the batch.
    const changes = places.toReversed().map(({ db, id }) => replace('1', sample(id, { db, rev: '2' })))
    assert.deepEqual(await store.commit(changes), done)
    const found = await Promise.all([...places, { db: 'd', id: 'x' }].map(({ db, id }) => store.get(db, id)))
    assert.deepEqual(
      found.map((each) => each && `${each.db}/${each.id} ${each.rev}`),
      [...places.map(({ db, id }) => `${db}/${id} 2`), undefined],
    )
    const snapshot = await store.snapshot()
    assert.equal((await snapshot.documents({ limit: 100 })).length, places.length)
    await snapshot.close()
    await store.close()
  })
})
