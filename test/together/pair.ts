import { EventEmitter } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { readSettings, SettingError } from '../../src/settings.ts'
import { startServer, type Place, type RunningServer } from '../../src/main.ts'
import type { JsonObject } from '../../src/json.ts'
import { Client } from '../harness/client.ts'
import { master } from '../harness/server.ts'

/** One of several servers on one database. */
export interface Member {
  readonly running: RunningServer
  readonly url: string
}

/** Two servers that share a database. */
export interface Pair {
  readonly first: Member
  readonly second: Member
  stop(): Promise<void>
}

const common = {
  CROSSBAR_PORT: '0',
  CROSSBAR_SYNCHRONOUS: 'normal',
  CROSSBAR_MASTER_ACCOUNT: master.account,
  CROSSBAR_MASTER_REALM: master.realm,
  CROSSBAR_MASTER_USERNAME: master.username,
  CROSSBAR_MASTER_PASSWORD: master.password,
  CROSSBAR_MASTER_API_KEY: master.apiKey,
}

/** Two workers on one SQLite file, started at the same moment; each has a port of its own here. */
export async function pairOfWorkers(): Promise<Pair> {
  const folder = await mkdtemp(join(tmpdir(), 'crossbar-pair-'))
  const hall = new EventEmitter()
  const start = (number: number): Promise<RunningServer> =>
    serverOf({ ...common, CROSSBAR_DATA: folder }, placeIn(hall, number))
  const [first, second] = await Promise.all([start(1), start(2)])
  return pairOf(first, second, () => rm(folder, { recursive: true }))
}

/** Two nodes on one PostgreSQL database, started at the same moment, each with a data folder of its own. */
export async function pairOfNodes(databaseUrl: string): Promise<Pair> {
  const folders = await Promise.all([1, 2].map(() => mkdtemp(join(tmpdir(), 'crossbar-node-'))))
  const servers = folders.map((folder) =>
    serverOf({
      ...common,
      CROSSBAR_DATA: folder,
      CROSSBAR_DATABASE_URL: databaseUrl,
      CROSSBAR_SECRET: '5e'.repeat(32),
    }),
  )
  const [first, second] = await Promise.all(servers)
  if (!first || !second) throw new Error('there are two folders')
  return pairOf(first, second, async () => {
    for (const folder of folders) await rm(folder, { recursive: true })
  })
}

/** A client of a server, signed in as the master account's admin. */
export function masterOf({ url }: Member): Promise<Client> {
  return new Client(url).signIn(master.username, master.password, { account_realm: master.realm })
}

function pairOf(first: RunningServer, second: RunningServer, clear: () => Promise<void>): Pair {
  const member = (running: RunningServer): Member => ({
    running,
    url: `http://127.0.0.1:${String(running.address.port)}`,
  })
  return {
    first: member(first),
    second: member(second),
    stop: async () => {
      await Promise.all([first.stop(), second.stop()])
      await clear()
    },
  }
}

function serverOf(environment: NodeJS.ProcessEnv, place?: Place): Promise<RunningServer> {
  const settings = readSettings([], environment)
  if (settings instanceof SettingError) throw new Error(settings.message)
  return startServer(settings, pino({ level: 'silent' }), place)
}

/** A worker's place whose channel copies messages as one between processes does. */
function placeIn(hall: EventEmitter, self: number): Place {
  return {
    port: 0,
    reusePort: false,
    channel: {
      send: (message) => {
        const text = JSON.stringify(message)
        setImmediate(() => hall.emit('said', self, text))
      },
      receive: (listener) => {
        const take = (from: number, text: string): void => {
          if (from !== self) listener(JSON.parse(text) as JsonObject)
        }
        hall.on('said', take)
        return () => hall.off('said', take)
      },
    },
    answerMaintenance: () => undefined,
    shareFigures: () => () => Promise.resolve([]),
  }
}
