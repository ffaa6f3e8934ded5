import { setTimeout as pause } from 'node:timers/promises'
import type { ConnectionOptions } from 'node:tls'
import pg from 'pg'
import { StoreUnavailable, StoreUnusable } from '../port.ts'
import type { Address, Tls } from './address.ts'
import { sqlState, told } from './errors.ts'
import { encryption, encryptionTrouble } from './tls.ts'

/** What the server is told to do differently for the connection's statements. */
export type SessionSettings = Readonly<Record<string, string>>

/** Commands give statements minutes; who takes longer than this to let anybody in is not there, in milliseconds. */
const longestConnectMs = 10_000

/** Finds the primary among the servers of an address, and opens connections to it. */
export class Connector {
  readonly #address: Address
  readonly #tls: ConnectionOptions | false
  /** How long a server may take to let somebody in, in milliseconds. */
  readonly #timeoutMs: number
  /** The server that was the primary last time: it is asked first. */
  #last = 0

  private constructor(address: Address, tls: ConnectionOptions | false, timeoutMs: number) {
    this.#address = address
    this.#tls = tls
    this.#timeoutMs = Math.min(timeoutMs, longestConnectMs)
  }

  /** Reads what is needed besides the address. Rejects with `StoreUnusable` when that cannot be read. */
  static async create(
    address: Address,
    tls: Tls,
    caFile: string | undefined,
    timeoutMs: number,
  ): Promise<Connector> {
    return new Connector(address, await encryption(tls, caFile), timeoutMs)
  }

  /**
   * Opens a connection to the server that takes writes, with statements pipelined. The servers are asked
   * one after the other, the next one once the one before has not answered for a quarter of a second.
   * Rejects with what was wrong with the first of them.
   */
  async connect(settings: SessionSettings): Promise<pg.Client> {
    const order = this.#address.hosts.map((_, at) => (at + this.#last) % this.#address.hosts.length)
    const chosen = new AbortController()
    const attempts = order.map(async (at, place) => {
      await pause(place * 250, undefined, { signal: chosen.signal })
      const client = await this.#open(at, settings)
      if (!chosen.signal.aborted) {
        chosen.abort()
        this.#last = at
        return client
      }
      await client.end()
      throw new StoreUnavailable('another server was faster')
    })
    return await Promise.any(attempts)
  }

  async #open(at: number, settings: SessionSettings): Promise<pg.Client> {
    const { user, password, database, applicationName, hosts } = this.#address
    const server = hosts[at]
    const client = new pg.Client({
      ...server,
      user,
      password,
      database,
      application_name: applicationName,
      // What goes through a socket does not leave the machine, and PostgreSQL does not encrypt it.
      ssl: server?.host.startsWith('/') === true ? false : this.#tls,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: this.#timeoutMs,
      pipeline: true,
    })
    // Whoever waits for an answer gets the error too; without a listener it would end the process.
    client.on('error', () => undefined)
    try {
      await client.connect()
      await this.#prepare(client, settings)
      return client
    } catch (error) {
      client.connection.stream.destroy()
      throw error
    }
  }

  async #prepare(client: pg.Client, settings: SessionSettings): Promise<void> {
    const hung = setTimeout(() => client.connection.stream.destroy(), this.#timeoutMs)
    try {
      const { rows } = await client.query<{ readonly: string }>(
        `SELECT current_setting('transaction_read_only') AS readonly, count(set_config(name, value, false))
         FROM unnest($1::text[], $2::text[]) AS settings (name, value)`,
        [Object.keys(settings), Object.values(settings)],
      )
      if (rows[0]?.readonly !== 'off') throw new StoreUnavailable('the server takes no writes')
    } finally {
      clearTimeout(hung)
    }
  }
}

/**
 * What keeps the store from being opened, for an operator: `StoreUnusable` when trying again is of no
 * use, `StoreUnavailable` otherwise.
 */
export function openingFailure(error: unknown): unknown {
  if (error instanceof StoreUnusable) return error
  const all: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
  for (const each of all) {
    const trouble = encryptionTrouble(each) ?? refusal(each)
    if (trouble !== undefined) return new StoreUnusable(trouble, { cause: error })
  }
  return new StoreUnavailable(`The database cannot be reached: ${told(error)}`, { cause: error })
}

/** Why a server lets nobody in: wrong password, unknown database, no right to make tables. */
function refusal(error: unknown): string | undefined {
  return /^(28|3D|42501)/.test(sqlState(error) ?? '')
    ? `The database cannot be used: ${told(error)}`
    : undefined
}
