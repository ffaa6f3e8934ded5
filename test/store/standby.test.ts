import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { create, db, sample } from '../../src/store/contract/samples.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/port.ts'
import { createDatabase, PostgresServer } from '../harness/postgres.ts'

let primary: PostgresServer
let standby: PostgresServer
let store: Store

before(async () => {
  primary = await PostgresServer.start()
  await createDatabase(primary.url(), 'phones')
  standby = await primary.standby()
  // The standby comes first in the address, and is not the one to use.
  const databaseUrl = primary
    .url('phones')
    .replace('@', `@127.0.0.1:${String(standby.port)},`)
    .concat('?target_session_attrs=read-write')
  store = await openStore({ dataFolder: '', databaseUrl, databaseConnections: 5, databaseTimeout: 2 })
})
after(async () => {
  await store.close()
  await Promise.all([primary.remove(), standby.remove()])
})

it('a standby is not used until it takes the place of the primary, and then has all that was acknowledged', async () => {
  const acknowledged: string[] = []
  const refusals = new Set<string>()
  const writing = new AbortController()
  const write = async (writer: number): Promise<void> => {
    for (let n = 0; !writing.signal.aborted; n += 1) {
      const id = `w${String(writer)}-${String(n)}`
      try {
        assert.equal((await store.commit([create(sample(id))])).outcome, 'done')
        acknowledged.push(id)
      } catch (error) {
        refusals.add(error instanceof Error ? error.name : String(error))
        await pause(20)
      }
    }
  }
  const writers = Array.from({ length: 8 }, (_, writer) => write(writer))
  await pause(300)
  assert.ok(acknowledged.length > 20, `only ${String(acknowledged.length)} were written`)
  await primary.kill()
  await pause(300)
  const before = acknowledged.length
  await promote()
  const promoted = performance.now()
  while (acknowledged.length === before && performance.now() - promoted < 5000) await pause(10)
  const took = performance.now() - promoted
  writing.abort()
  await Promise.all(writers)
  assert.ok(took < 2000, `back after ${String(Math.round(took))} ms`)
  assert.deepEqual([...refusals], ['StoreUnavailable'])
  const found = await store.getMany(db, acknowledged)
  assert.equal(found.length, acknowledged.length)
})

/** Makes the standby the primary; resolves when it is. */
async function promote(): Promise<void> {
  const client = new pg.Client({ connectionString: standby.url('phones') })
  await client.connect()
  try {
    const { rows } = await client.query<{ done: boolean }>('SELECT pg_promote(true) AS done')
    assert.equal(rows[0]?.done, true)
  } finally {
    await client.end()
  }
}
