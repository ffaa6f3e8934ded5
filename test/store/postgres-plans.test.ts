import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { openStore } from '../../src/store/open.ts'
import { scanStatement } from '../../src/store/postgres/scan.ts'
import { siftStatement } from '../../src/store/postgres/sift.ts'
import { everyShape } from '../../src/store/scan-shape.ts'
import { mostFieldTests } from '../../src/store/sieve.ts'
import { TestDatabases } from '../harness/postgres.ts'

const databases = new TestDatabases()
let databaseUrl: string
let client: pg.Client
before(async () => {
  await databases.start()
  databaseUrl = await databases.create()
  const store = await openStore({ dataFolder: '', databaseUrl, databaseConnections: 5 })
  await store.close()
  client = new pg.Client(databaseUrl)
  await client.connect()
  // As the store's own connections are set.
  await client.query('SET jit = off; SET enable_seqscan = off; SET enable_bitmapscan = off')
})
after(async () => {
  await client.end()
  await databases.drop(databaseUrl)
  await databases.remove()
})

/** Which tables are read by what, and what sorts; the plan that holds for all values. */
async function plan(text: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN, COSTS OFF) ${text}`)
  const steps = rows.map((row) => row['QUERY PLAN'])
  return steps.flatMap((step) => /(?:Sort\b|Scan\b.* on (?:view_rows|documents)\b)/.exec(step)?.[0] ?? [])
}

void describe('plans of PostgreSQL', () => {
  const rowsBy = (descending: boolean): string =>
    `Scan ${descending ? 'Backward ' : ''}using view_rows_pkey on view_rows`
  const documentsBy = 'Scan using documents_pkey on documents'

  for (const shape of everyShape())
    void it(`a scan is one range of the primary key: ${JSON.stringify(shape)}`, async () => {
      const rows = rowsBy(shape.descending)
      assert.deepEqual(await plan(scanStatement(shape).text), shape.documents ? [rows, documentsBy] : [rows])
      if (!shape.documents) return
      for (let fields = 0; fields <= mostFieldTests; fields += 1)
        assert.deepEqual(await plan(siftStatement(shape, fields).text), [rows, documentsBy])
    })
})
