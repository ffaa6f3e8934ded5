import { spawn, execFile, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { administer } from './postgres-administration.ts'
import { freePort } from './free-port.ts'
import { keeper } from './postgres-keeper.ts'
import { childrenOf, signal } from './processes.ts'
import { postgresPrograms, unprivilegedAccount, type Account } from './postgres-binaries.ts'

/** How a PostgreSQL for tests is to run. */
export interface PostgresOptions {
  /** Whether it forces its log to disk, as it does for users; tests need not wait for that. */
  readonly durable?: boolean
  /** Further settings of the server, such as `log_statement=all`. */
  readonly settings?: readonly string[]
  /** Certificate and key (PEM) of a server that takes encrypted connections only, and sockets. */
  readonly tls?: { readonly certificate: string; readonly key: string }
}

const user = 'crossbar'
/** For benchmarks: as an operator would have it. */
const durable = ['shared_buffers=1GB', 'max_wal_size=4GB']

/** For tests: fast, and of no use after a power cut, though it survives being killed. */
const careless = ['shared_buffers=128MB', 'fsync=off', 'full_page_writes=off', 'autovacuum=off']

/** A PostgreSQL server of its own for tests and benchmarks; it listens on this machine only. */
export class PostgresServer {
  readonly #folder: string
  readonly #programs: string
  readonly #account: Account | undefined
  readonly #options: PostgresOptions
  readonly #password: string
  #port = 0
  #keeper: ChildProcess | undefined

  private constructor(
    folder: string,
    programs: string,
    account: Account | undefined,
    password: string,
    options: PostgresOptions,
  ) {
    this.#folder = folder
    this.#programs = programs
    this.#account = account
    this.#password = password
    this.#options = options
  }

  /** Makes a server with an empty database, and starts it. */
  static async start(options: PostgresOptions = {}): Promise<PostgresServer> {
    const account = await unprivilegedAccount()
    const programs = await postgresPrograms(account)
    const folder = await mkdtemp(path.join(tmpdir(), 'crossbar-postgres-data-'))
    const password = randomBytes(16).toString('hex')
    const server = new PostgresServer(folder, programs, account, password, options)
    try {
      await server.#initialise()
      await server.launch()
      return server
    } catch (error) {
      await server.remove()
      throw error
    }
  }

  /**
   * Makes a copy that follows this server, takes reads only, and can take its place (`pg_promote`). This server is
   * stopped for a moment, and confirms transactions only when the copy has them, from then on.
   */
  async standby(): Promise<PostgresServer> {
    const folder = await mkdtemp(path.join(tmpdir(), 'crossbar-postgres-data-'))
    const standby = new PostgresServer(folder, this.#programs, this.#account, this.#password, this.#options)
    try {
      await this.stop()
      await promisify(execFile)('cp', ['-a', `${this.#folder}/.`, folder])
      const source = `host=127.0.0.1 port=${String(this.#port)} user=${user} password=${this.#password}`
      const file = path.join(folder, 'data/postgresql.auto.conf')
      await appendFile(file, `primary_conninfo = '${source}'\n`)
      await standby.#write('standby.signal', '')
      await this.launch()
      await standby.launch()
      await administer(this.url(), "ALTER SYSTEM SET synchronous_standby_names = '*'")
      await administer(this.url(), 'SELECT pg_reload_conf()')
      return standby
    } catch (error) {
      await standby.remove()
      throw error
    }
  }

  /** Address of a database. */
  url(database = 'postgres'): string {
    return `postgres://${user}:${this.#password}@127.0.0.1:${String(this.#port)}/${database}`
  }

  get port(): number {
    return this.#port
  }

  /** Starts it, after `stop` or `kill`; on the port that it had. */
  async launch(): Promise<void> {
    this.#port ||= await freePort()
    const settings = [
      `port=${String(this.#port)}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=300',
      ...(this.#options.durable === true ? durable : careless),
      ...(this.#options.tls ? ['ssl=on'] : []),
      ...(this.#options.settings ?? []),
    ]
    const program = [path.join(this.#programs, 'bin/postgres'), '-D', path.join(this.#folder, 'data')]
    this.#keeper = spawn(
      '/bin/sh',
      ['-c', keeper, 'keeper', ...program, ...settings.flatMap((setting) => ['-c', setting])],
      {
        ...this.#account,
        cwd: this.#folder,
        // Interrupting the tests at a terminal must not end the keeper before its work is done.
        detached: true,
        env: { FOLDER: this.#folder, LOG: this.#log, PATH: '/usr/bin:/bin', LC_ALL: 'C' },
        stdio: ['pipe', 'ignore', 'ignore'],
      },
    )
    this.#keeper.unref()
    const deadline = Date.now() + 30_000
    while (!(await this.#answers())) {
      if (Date.now() > deadline) throw new Error(`PostgreSQL does not start:\n${await this.log()}`)
      await pause(50)
    }
  }

  /** Ends it as an operator would, closing all connections; what was written stays. */
  async stop(): Promise<void> {
    await this.#end('keep\n')
  }

  /** Kills all of its processes at once. */
  async kill(): Promise<void> {
    for (const pid of await this.#stopped()) signal(pid, 'SIGKILL')
    await this.#end('keep\n')
    await rm(this.#pidFile, { force: true })
  }

  /** Lets none of its processes go on: connections stay open, and nothing answers. */
  async freeze(): Promise<void> {
    for (const pid of await this.#stopped()) signal(pid, 'SIGSTOP')
  }

  /** Lets them go on. */
  async thaw(): Promise<void> {
    for (const pid of await this.#stopped()) signal(pid, 'SIGCONT')
  }

  /** What it has written to its log. */
  log(): Promise<string> {
    return readFile(this.#log, 'utf8')
  }

  /** Stops it for good, and removes all it holds. */
  async remove(): Promise<void> {
    await this.#end('')
    await rm(this.#folder, { recursive: true, force: true })
  }

  get #log(): string {
    return path.join(this.#folder, 'postgres.log')
  }

  get #pidFile(): string {
    return path.join(this.#folder, 'data/postmaster.pid')
  }

  /** All of its processes; the first of them, which starts the others, is stopped, so that there will be no more. */
  async #stopped(): Promise<readonly number[]> {
    const postmaster = Number((await readFile(this.#pidFile, 'utf8')).split('\n')[0])
    signal(postmaster, 'SIGSTOP')
    await pause(5)
    return [...(await childrenOf(postmaster)), postmaster]
  }

  async #end(wish: string): Promise<void> {
    const keeper = this.#keeper
    if (!keeper) return
    this.#keeper = undefined
    keeper.ref()
    const ended = once(keeper, 'exit')
    keeper.stdin?.on('error', () => undefined)
    keeper.stdin?.end(wish)
    await ended
  }

  async #initialise(): Promise<void> {
    const data = path.join(this.#folder, 'data')
    await mkdir(data, { mode: 0o700 })
    const secret = path.join(this.#folder, 'password')
    await writeFile(secret, `${this.#password}\n`, { mode: 0o600 })
    if (this.#account)
      for (const each of [data, secret, this.#folder]) await chown(each, this.#account.uid, this.#account.gid)
    await chmod(this.#folder, 0o700)
    const args = ['-D', data, '-U', user, `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8']
    await promisify(execFile)(
      path.join(this.#programs, 'bin/initdb'),
      // The password has 128 random bits: nobody can guess it, however fast guessing is.
      [...args, '--locale=C', '--no-sync', '--no-instructions', '-c', 'scram_iterations=1'],
      { ...this.#account, cwd: this.#folder, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } },
    )
    if (this.#options.tls) await this.#encryptOnly(this.#options.tls)
  }

  async #encryptOnly({ certificate, key }: Required<PostgresOptions>['tls']): Promise<void> {
    const files = [
      ['server.crt', certificate],
      ['server.key', key],
      ['pg_hba.conf', 'local all all scram-sha-256\nhostssl all all all scram-sha-256\n'],
    ] as const
    for (const [name, text] of files) await this.#write(name, text)
  }

  /** Writes a file of the server's data folder. */
  async #write(name: string, text: string): Promise<void> {
    const file = path.join(this.#folder, 'data', name)
    await writeFile(file, text, { mode: 0o600 })
    if (this.#account) await chown(file, this.#account.uid, this.#account.gid)
  }

  async #answers(): Promise<boolean> {
    const client = new pg.Client({
      connectionString: this.url(),
      connectionTimeoutMillis: 2_000,
      ssl: this.#options.tls ? { rejectUnauthorized: false } : false,
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return true
    } catch {
      return false
    }
  }
}
