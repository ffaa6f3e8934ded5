import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { StoreUnavailable, StoreUnusable } from '../port.ts'
import type { Address, Tls } from './address.ts'
import { sqlState, told } from './errors.ts'

/** What the server is told to do differently for the connection's statements. */
export type SessionSettings = Readonly<Record<string, string>>

/** Finds the primary among the servers of an address, and opens connections to it. */
export class Connector {
  readonly #address: Address
  readonly #tls: pg.ConnectionConfig['ssl']
  readonly #timeoutMs: number
  /** The server that was the primary last time: it is asked first. */
  #last = 0

  private constructor(address: Address, tls: pg.ConnectionConfig['ssl'], timeoutMs: number) {
    this.#address = address
    this.#tls = tls
    this.#timeoutMs = timeoutMs
  }

  /** Reads what is needed besides the address. Rejects with `StoreUnusable` when that cannot be read. */
  static async create(
    address: Address,
    tls: Tls,
    caFile: string | undefined,
    timeoutMs: number,
  ): Promise<Connector> {
    const ca = caFile === undefined ? undefined : await readCertificates(caFile)
    const ssl = {
      disable: false,
      require: { rejectUnauthorized: false },
      'verify-full': { rejectUnauthorized: true, ...(ca !== undefined && { ca }) },
    }[tls]
    return new Connector(address, ssl, timeoutMs)
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
    const client = new pg.Client({
      ...hosts[at],
      user,
      password,
      database,
      application_name: applicationName,
      ssl: this.#tls,
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
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const state = sqlState(first) ?? ''
  // Wrong password, unknown database, no right to make tables.
  if (/^(28|3D|42501)/.test(state))
    return new StoreUnusable(`The database cannot be used: ${told(first)}`, { cause: error })
  return new StoreUnavailable(`The database cannot be reached: ${told(first)}`, { cause: error })
}

async function readCertificates(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new StoreUnusable(`The file of the database's certificates cannot be read: ${told(error)}`, {
      cause: error,
    })
  }
}
