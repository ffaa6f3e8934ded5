import { spawn, execFile, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { openStore } from '../../src/store/open.ts'
import { postgresPrograms, unprivilegedAccount, type Account } from './postgres-binaries.ts'

/** How a PostgreSQL for tests is to run. */
export interface PostgresOptions {
  /** Whether it forces its log to disk, as it does for users; tests need not wait for that. */
  readonly durable?: boolean
  /** Certificate and key (PEM) of a server that takes encrypted connections only. */
  readonly tls?: { readonly certificate: string; readonly key: string }
}

const user = 'crossbar'

/** For benchmarks: as an operator would have it on a machine of some memory. */
const durable = ['shared_buffers=1GB', 'max_wal_size=4GB']

/** For tests: fast, and of no use after a power cut, though it survives being killed. */
const careless = ['shared_buffers=128MB', 'fsync=off', 'full_page_writes=off', 'autovacuum=off']

/**
 * Runs a program until standard input ends, which it does when this process dies, however it dies. Then
 * it stops the program; unless the line `keep` came before, it removes the folder.
 */
const keeper = `
"$@" >>"$LOG" 2>&1 &
program=$!
read -r wish
if [ "$wish" = keep ]; then kill -INT $program; else kill -QUIT $program; fi 2>/dev/null
wait $program
[ "$wish" = keep ] || rm -rf "$FOLDER"
`

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
      if (Date.now() > deadline)
        throw new Error(`PostgreSQL does not start:\n${await readFile(this.#log, 'utf8')}`)
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
    if (this.#options.tls) await this.#encryptOnly(data, this.#options.tls)
  }

  async #encryptOnly(data: string, { certificate, key }: Required<PostgresOptions>['tls']): Promise<void> {
    const files = [
      ['server.crt', certificate],
      ['server.key', key],
      ['pg_hba.conf', 'hostssl all all all scram-sha-256\n'],
    ] as const
    for (const [name, text] of files) {
      const file = path.join(data, name)
      await writeFile(file, text, { mode: 0o600 })
      if (this.#account) await chown(file, this.#account.uid, this.#account.gid)
    }
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

/** Makes a database on the server that an address leads to; its name is of letters, digits and `_`. */
export async function createDatabase(address: string, name: string, template?: string): Promise<void> {
  await administer(address, `CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`)
}

/** Removes a database, whoever is using it. */
export async function dropDatabase(address: string, name: string): Promise<void> {
  await administer(address, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}

async function administer(address: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

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

/** The address of another database of the same server. */
export function withDatabase(address: string, name: string): string {
  const url = new URL(address)
  url.pathname = `/${name}`
  return url.href
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid='])
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  return pairs.flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : []))
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It is gone already.
  }
}
