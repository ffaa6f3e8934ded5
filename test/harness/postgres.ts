import { randomBytes } from 'node:crypto'
import { openStore } from '../../src/store/open.ts'
import { administer, createDatabase, dropDatabase, withDatabase } from './postgres-administration.ts'
import { PostgresServer } from './postgres-server.ts'

export { createDatabase, dropDatabase, withDatabase } from './postgres-administration.ts'
export { PostgresServer, type PostgresOptions } from './postgres-server.ts'

/** Address of the server that the whole test run shares, when there is one (`scripts/test.ts`). */
const sharedServer = process.env['CROSSBAR_TEST_POSTGRES']

/** The engine that servers of tests keep their documents in. */
export const testEngine = process.env['CROSSBAR_TEST_ENGINE'] === 'postgres' ? 'postgres' : 'sqlite'

/** A database of the shared server that has the store's tables already. */
const template = 'crossbar_template'

/** Empty databases for the tests of a file, on the server of the test run or else on one of the file's own. */
export class TestDatabases {
  #own: PostgresServer | undefined
  #made = 0

  async start(): Promise<void> {
    if (sharedServer === undefined) this.#own = await PostgresServer.start()
  }

  /** Makes a database, on request with the store's tables in it, and gives back its address. */
  async create(withTables = false): Promise<string> {
    const name = `t${String(process.pid)}_${String((this.#made += 1))}_${randomBytes(4).toString('hex')}`
    await createDatabase(this.#address, name, withTables ? template : undefined)
    return withDatabase(this.#address, name)
  }

  /** Empties the tables of a store in a database, which is much faster than making another one. */
  async empty(address: string): Promise<void> {
    const tables = 'documents view_rows unique_keys attachments outbox jobs meta leases'.split(' ')
    await administer(address, `TRUNCATE ${tables.map((each) => `crossbar.${each}`).join(', ')}`)
  }

  async drop(address: string): Promise<void> {
    await dropDatabase(this.#address, new URL(address).pathname.slice(1))
  }

  async remove(): Promise<void> {
    await this.#own?.remove()
  }

  get #address(): string {
    const address = this.#own?.url() ?? sharedServer
    if (address === undefined) throw new Error('PostgreSQL is not started')
    return address
  }
}

/** Starts the server that a test run shares, with a template of the store's tables. */
export async function startSharedServer(): Promise<PostgresServer> {
  const server = await PostgresServer.start()
  await createDatabase(server.url(), template)
  const store = await openStore({ dataFolder: '', databaseUrl: server.url(template) })
  await store.close()
  return server
}
