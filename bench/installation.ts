import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from '../test/harness/client.ts'
import { idOf } from '../test/harness/reply.ts'
import { databaseFile } from '../src/store/data-folder.ts'
import type { Json, JsonObject } from '../src/json.ts'
import { startCrossbar } from './servers.ts'
import type { ServerProcess } from './servers.ts'

/** Realm of the account. */
export const realm = 'bench.example'
const masterRealm = 'master.example'
const password = 'benchmark password'

/** Names the account's admin. */
const admin = { username: 'admin', password: 'pass word 1' }

/** How long a server is left alone to come to rest, in milliseconds. */
export const settleMs = 2_000

/** How many devices there are to read. */
const deviceCount = 1_000

/** A data folder with an account that has an admin and devices, and the server that works with it. */
export class Installation {
  /** Folder that everything lies in. */
  readonly folder: string
  /** Address of its PostgreSQL database, when it has one. */
  readonly databaseUrl: string | undefined
  #server: ServerProcess | undefined
  #client: Client | undefined
  #devices: readonly string[] = []
  #hasCallRecords = false

  private constructor(folder: string, databaseUrl: string | undefined) {
    this.folder = folder
    this.databaseUrl = databaseUrl
  }

  /** Makes an installation in a new folder below the one given, on request with its documents in PostgreSQL, and starts its server. */
  static async create(parent: string, databaseUrl?: string): Promise<Installation> {
    await mkdir(parent, { recursive: true })
    const installation = new Installation(await mkdtemp(join(parent, 'bench-')), databaseUrl)
    try {
      await installation.start()
      await installation.#fill()
      return installation
    } catch (error) {
      await installation.remove()
      throw error
    }
  }

  get dataFolder(): string {
    return join(this.folder, 'data')
  }

  /** The database's file. */
  get file(): string {
    return databaseFile(this.dataFolder)
  }

  get server(): ServerProcess {
    if (!this.#server) throw new Error('the server does not run')
    return this.#server
  }

  /** A client signed in as the account's admin. */
  get client(): Client {
    if (!this.#client) throw new Error('nobody is signed in')
    return this.#client
  }

  /** Path of the account. */
  get account(): string {
    return `/v2/accounts/${this.client.accountId}`
  }

  /** Paths of the devices that are there from the beginning. */
  get devices(): readonly string[] {
    return this.#devices
  }

  /** What the load generator sends with every request. */
  get headers(): Readonly<Record<string, string>> {
    return { 'x-auth-token': this.client.token ?? '', accept: 'application/json' }
  }

  /** Starts the server and gives back how long it took to be ready, in milliseconds. */
  async start(): Promise<number> {
    const { server, readyMs } = await startCrossbar(this.dataFolder, {
      CROSSBAR_MASTER_REALM: masterRealm,
      CROSSBAR_MASTER_PASSWORD: password,
      ...(this.databaseUrl !== undefined && { CROSSBAR_DATABASE_URL: this.databaseUrl }),
    })
    this.#server = server
    return readyMs
  }

  /** Starts the server anew, signs in, and waits until it has nothing to do. */
  async restart(): Promise<void> {
    await this.stop()
    await this.start()
    await this.signIn()
    await pause(settleMs)
  }

  async stop(): Promise<void> {
    await this.#server?.stop()
    this.#server = undefined
  }

  /** Stops the server and removes everything. */
  async remove(): Promise<void> {
    await this.stop()
    await rm(this.folder, { recursive: true, force: true })
  }

  /** Adds call records to the account, unless that was done before. */
  async addCallRecords(count: number): Promise<void> {
    if (this.#hasCallRecords) return
    this.#hasCallRecords = true
    await this.#fillWith('fill-call-records.ts', count)
  }

  /** Makes accounts below this one, with the devices and menus of `made-up-accounts.ts`. */
  async addAccounts(count: number): Promise<void> {
    await this.#fillWith('fill-accounts.ts', count)
  }

  /** Runs a script that fills the store while no server is there. */
  async #fillWith(script: string, count: number): Promise<void> {
    const { accountId } = this.client
    await this.stop()
    const file = fileURLToPath(new URL(script, import.meta.url))
    const fill = fork(file, [this.dataFolder, accountId, String(count), this.databaseUrl ?? ''], {
      execArgv: [],
    })
    const [code] = (await once(fill, 'exit')) as [number | null]
    if (code !== 0) throw new Error(`${script} failed`)
    await this.start()
    await this.signIn()
  }

  async #fill(): Promise<void> {
    const master = await this.masterClient()
    const created = await master.put(`/v2/accounts/${master.accountId}`, { name: 'Bench', realm })
    await master.userOf(idOf(created), realm, admin.username, 'admin')
    await this.signIn()
    const devices: string[] = []
    for (let at = 0; at < deviceCount; at++) {
      const reply = await this.client.put(`${this.account}/devices`, newDevice(firstSerial + at))
      if (reply.status !== 201) throw new Error(`no device was created: ${reply.text}`)
      devices.push(`${this.account}/devices/${idOf(reply)}`)
    }
    this.#devices = devices
  }

  /** A client signed in to the first account, which is made shortly after the port is opened. */
  async masterClient(): Promise<Client> {
    const anonymous = new Client(this.server.url)
    const signIn = () => anonymous.signIn('admin', password, { account_realm: masterRealm })
    for (let attempt = 0; attempt < 50; attempt++) {
      const client = await signIn().catch(() => undefined)
      if (client) return client
      await pause(100)
    }
    return await signIn()
  }

  /** Signs the account's admin in, at the port that the server has now. */
  async signIn(): Promise<void> {
    const anonymous = new Client(this.server.url)
    this.#client = await anonymous.signIn(admin.username, admin.password, { account_realm: realm })
  }
}

/** Serial numbers of devices have nine digits. */
export const firstSerial = 100_000_000

/** The fields of a desk phone; the serial number makes what has to be unique unique. */
export function newDevice(serial: number): JsonObject {
  const digits = String(serial)
  return {
    name: `Desk phone ${digits}`,
    device_type: 'sip_device',
    mac_address: `020${digits}`,
    owner_id: '0123456789abcdef0123456789abcdef',
    sip: { username: `user_${digits}`, password: `secret-${digits}`, expire_seconds: 360 },
    caller_id: { internal: { name: 'Desk phone', number: '1001' }, external: { number: '+14155550100' } },
    media: { audio: { codecs: ['OPUS', 'G722', 'PCMU', 'PCMA'] }, encryption: { enforce_security: false } },
    provision: { endpoint_brand: 'yealink', endpoint_family: 't5x', endpoint_model: 't54w' },
    call_forward: { enabled: false, number: '+14155550123', keep_caller_id: true } satisfies Json,
  }
}
