import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { TestDatabases } from './harness/postgres.ts'
import { runNode, type Ended } from './harness/program.ts'
import { entriesOf } from './harness/reply.ts'
import { TestServer } from './harness/server.ts'
import { makeTenant, type Tenant } from './harness/tenant.ts'

const crossbar = fileURLToPath(new URL('../bin/crossbar.mjs', import.meta.url))
const databases = new TestDatabases()
let databaseUrl: string
let server: TestServer
let client: pg.Client
let tenant: Tenant

before(async () => {
  await databases.start()
  databaseUrl = await databases.create()
  server = new TestServer({ CROSSBAR_DATABASE_URL: databaseUrl, CROSSBAR_DATABASE_CONNECTIONS: '5' })
  await server.start()
  tenant = await makeTenant(await server.masterClient())
  client = new pg.Client(databaseUrl)
  await client.connect()
})
after(async () => {
  await client.end()
  await server.remove()
  await databases.drop(databaseUrl)
  await databases.remove()
})

function doctor(...words: readonly string[]): Promise<Ended> {
  return runNode([crossbar, 'doctor', '--data', server.folder, ...words], {
    env: { CROSSBAR_DATABASE_URL: databaseUrl },
  })
}

/** Does damage as the running nodes know nothing of; each statement has to change something. */
async function damage(...statements: readonly string[]): Promise<void> {
  for (const each of statements) assert.ok(((await client.query(each)).rowCount ?? 0) > 0, each)
}

describe('crossbar doctor with PostgreSQL, beside a node that runs', () => {
  it('finds what does not fit the documents, and repairs it', async () => {
    const { id, menu, device, callflow } = tenant
    const stray = `('${id}', 'menus/crossbar_listing', '\\x01', 'gone', '"x"', '{}', NULL)`
    await damage(
      `DELETE FROM crossbar.view_rows WHERE db = '${id}' AND id = '${menu}'`,
      `UPDATE crossbar.view_rows SET value = '{"id":"wrong"}'
       WHERE db = '${id}' AND id = '${device}' AND view = 'devices/crossbar_listing'`,
      `DELETE FROM crossbar.unique_keys WHERE db = '${id}' AND id = '${callflow}'`,
      `INSERT INTO crossbar.unique_keys VALUES ('${id}', 'callflow.number', '+1999', '${id}', '${menu}', NULL)`,
      `INSERT INTO crossbar.unique_keys VALUES ('${id}', 'callflow.number', '+1888', '${id}', 'gone', NULL)`,
      `INSERT INTO crossbar.view_rows VALUES ${stray}`,
    )
    const found = await doctor()
    assert.equal(found.code, 1, found.stderr)
    const lines = [
      `problem: unique value: ${id}/${menu} callflow.number "+1999" should not be there`,
      `problem: unique value: ${id}/${callflow} callflow.number "+14155550100" is missing`,
      'problem: stray: entries of listings of documents that are not there: 1',
      'problem: stray: unique values of documents that are not there: 1',
    ]
    const told = found.stdout.split('\n')
    for (const line of lines) assert.ok(told.includes(line), found.stdout)
    assert.ok(told.some((line) => line.startsWith(`problem: listing: ${id}/${menu} entry menus/`)))
    assert.ok(
      told.some((line) =>
        new RegExp(`${device} entry devices/crossbar_listing .* shows something else$`).test(line),
      ),
    )
    const repaired = await doctor('--repair')
    assert.equal(repaired.code, 0, repaired.stdout)
    for (const line of lines)
      assert.ok(repaired.stdout.includes(line.replace('problem', 'repaired')), repaired.stdout)
    assert.match((await doctor()).stdout, /: 0 problems, 0 warnings, 0 repaired\.\n$/)
    const listed = await (await server.masterClient()).get(`/v2/accounts/${id}/menus`)
    assert.deepEqual(
      entriesOf(listed).map((each) => each['id']),
      [menu],
    )
  })
})
