import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import type { Logger } from 'pino'
import { readSettings, SettingError } from '../../src/settings.ts'
import { startServer, type RunningServer } from '../../src/main.ts'
import { Client, userPassword } from './client.ts'
import { LogWatch } from './log-watch.ts'
import { testEngine, TestDatabases } from './postgres.ts'
import { tenantLogin } from './tenant.ts'

/** Credentials of the master account in tests. */
export const master = {
  account: 'Master',
  realm: 'master.test',
  username: 'admin',
  password: 'correct horse',
  apiKey: 'ab'.repeat(32),
} as const

/** What the servers of all tests know and none of them may log. */
const secrets = [
  master.password,
  master.apiKey,
  createHash('md5').update(`${master.username}:${master.password}`).digest('hex'),
  userPassword,
  tenantLogin.password,
]

/** A server of its own, with an empty store, for one test file. */
export class TestServer {
  #running: RunningServer | undefined
  #folder: string | undefined
  /** Address of the server's own PostgreSQL database, when the tests run on that engine. */
  #databaseUrl: string | undefined
  readonly #databases = new TestDatabases()
  readonly #environment: NodeJS.ProcessEnv
  readonly #log: Logger
  readonly #watch = new LogWatch(secrets)

  /** `environment` overrides settings. Without a `log`, what is logged is looked through for secrets. */
  constructor(environment: NodeJS.ProcessEnv = {}, log?: Logger) {
    this.#environment = environment
    this.#log = log ?? this.#watch.log
  }

  /** Where the API answers. */
  get url(): string {
    return `http://127.0.0.1:${String(this.running.address.port)}`
  }

  get running(): RunningServer {
    if (!this.#running) throw new Error('the server is not started')
    return this.#running
  }

  /** The data folder. */
  get folder(): string {
    if (this.#folder === undefined) throw new Error('the server is not started')
    return this.#folder
  }

  async start(): Promise<void> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'crossbar-test-'))
    if (testEngine === 'postgres') this.#databaseUrl ??= await this.#databases.create(true)
    const settings = readSettings([], {
      CROSSBAR_DATA: this.#folder,
      ...(this.#databaseUrl !== undefined && {
        CROSSBAR_DATABASE_URL: this.#databaseUrl,
        CROSSBAR_DATABASE_CONNECTIONS: '5',
      }),
      CROSSBAR_PORT: '0',
      CROSSBAR_SYNCHRONOUS: 'normal',
      CROSSBAR_MASTER_ACCOUNT: master.account,
      CROSSBAR_MASTER_REALM: master.realm,
      CROSSBAR_MASTER_USERNAME: master.username,
      CROSSBAR_MASTER_PASSWORD: master.password,
      CROSSBAR_MASTER_API_KEY: master.apiKey,
      ...this.#environment,
    })
    if (settings instanceof SettingError) throw new Error(settings.message)
    this.#running = await startServer(settings, this.#log)
  }

  async stop(): Promise<void> {
    await this.#running?.stop()
    this.#running = undefined
  }

  /** Stops and starts on the same data. */
  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  /** Stops for good. Fails when a secret was logged. */
  async remove(): Promise<void> {
    await this.stop()
    if (this.#databaseUrl !== undefined) await this.#databases.drop(this.#databaseUrl)
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true })
    this.#watch.check()
  }

  /** A client signed in as the master account's admin. */
  async masterClient(): Promise<Client> {
    return await new Client(this.url).signIn(master.username, master.password, {
      account_realm: master.realm,
    })
  }
}

/** Starts a server before the tests of a file, lets `prepare` set things up, and removes it afterwards. */
export function useServer(
  environment: NodeJS.ProcessEnv = {},
  prepare: (server: TestServer) => Promise<void> = () => Promise.resolve(),
): TestServer {
  const server = new TestServer(environment)
  // One hook: hooks at the top of a file do not wait for one another.
  before(async () => {
    await server.start()
    await prepare(server)
  })
  after(() => server.remove())
  return server
}
