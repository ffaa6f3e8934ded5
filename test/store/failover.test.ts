import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { create, db, sample } from '../../src/store/contract/samples.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/port.ts'
import { createDatabase, PostgresServer, withDatabase } from '../harness/postgres.ts'

let servers: readonly [PostgresServer, PostgresServer]
let databaseUrl: string

before(async () => {
  servers = await Promise.all([PostgresServer.start(), PostgresServer.start()])
  for (const server of servers) await createDatabase(server.url(), 'phones')
  // One password for both, as those of a cluster have.
  const [first, second] = servers.map((server) => new URL(server.url('phones')))
  await run(servers[1], `ALTER USER crossbar PASSWORD '${first?.password ?? ''}'`)
  databaseUrl = `${first?.href.replace(/\/phones$/, '') ?? ''},${second?.host ?? ''}/phones?target_session_attrs=read-write`
  // Stands for replication: both have the tables.
  for (const server of servers) await (await openStore({ dataFolder: '', databaseUrl: own(server) })).close()
})
after(() => Promise.all(servers.map((server) => server.remove())))

it('the server that takes writes is found, whichever of them it is, after a failover as well', async () => {
  const [one, other] = servers
  await takeWrites(one, false)
  const store = await openStore({ dataFolder: '', databaseUrl, databaseConnections: 5 })
  assert.deepEqual(await store.commit([create(sample('on-other'))]), { outcome: 'done' })
  assert.equal(await documentsOn(other), 1)

  // The other is demoted, and its connections stay open: neither writes nor reads go there any more.
  await takeWrites(other, false)
  await takeWrites(one, true)
  const demoted = performance.now()
  await commits(store, 'on-one')
  assert.ok(performance.now() - demoted < 2000)
  assert.equal(await store.get(db, 'on-other'), undefined)

  // That one dies, and the other takes its place.
  await one.kill()
  await takeWrites(other, true)
  const died = performance.now()
  await commits(store, 'on-other-again')
  assert.ok(performance.now() - died < 2000)
  assert.equal(await documentsOn(other), 2)
  await store.close()
})

it('without a server that takes writes it is unavailable, and says so', async () => {
  const [, other] = servers
  await takeWrites(other, false)
  await assert.rejects(openStore({ dataFolder: '', databaseUrl: databaseUrl.replace(/:\d+,/, ':1,') }), {
    name: 'StoreUnavailable',
    message: /^The database cannot be reached: /,
  })
})

/** Tries until it is done; each attempt before ends as unavailable. */
async function commits(store: Store, id: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      const { outcome } = await store.commit([create(sample(id))])
      assert.equal(outcome, 'done')
      return
    } catch (error) {
      assert.equal(error instanceof Error && error.name, 'StoreUnavailable')
      await pause(20)
    }
  }
  assert.fail('no server was found')
}

async function documentsOn(server: PostgresServer): Promise<number> {
  const rows = await run(server, 'SELECT count(*)::integer AS n FROM crossbar.documents')
  return Number(rows[0]?.['n'])
}

/** Makes a server take writes or refuse them, in connections that are open as well. */
async function takeWrites(server: PostgresServer, writes: boolean): Promise<void> {
  await run(server, `ALTER SYSTEM SET default_transaction_read_only = ${writes ? 'off' : 'on'}`)
  await run(server, 'SELECT pg_reload_conf()')
  // Open connections read the configuration before their next statement, once they were told of it.
  await pause(50)
}

async function run(server: PostgresServer, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: databaseUrl ? own(server) : server.url('phones') })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

/** The server's address with the password that both have. */
function own(server: PostgresServer): string {
  const url = new URL(server.url('phones'))
  url.password = new URL(servers[0].url()).password
  return withDatabase(url.href, 'phones')
}
