import pg from 'pg'
import { StoreUnavailable } from '../port.ts'
import { asUnavailable, endsConnection, isReadOnly, told } from './errors.ts'

/** A row: its columns by position, as PostgreSQL writes them. */
export type Row = readonly (string | null)[]

/** A statement, prepared on each connection when it is first used there. */
export interface Statement {
  readonly name: string
  readonly text: string
}

/** A value for a statement. */
export type Value = string | number | Uint8Array | null | readonly string[]

/** When the database has last answered (`performance.now()`). */
export interface Pulse {
  at: number
}

/** How a link behaves. */
export interface LinkSettings {
  /** Opens a connection. */
  readonly connect: () => Promise<pg.Client>
  /** Answers that take longer mean that the connection is of no use any more, in milliseconds. */
  readonly timeoutMs: number
  /** When the database has last answered anybody. */
  readonly pulse: Pulse
  /** For statements that may take long: the database has gone when nobody got an answer for so many milliseconds. */
  readonly silenceMs?: number
  /** Called when a connection was opened, before anything else is sent. */
  readonly onConnect?: (client: pg.Client) => void
  /** Called when the server turned out to take no writes: every connection to it is to be given up. */
  readonly onReadOnly?: () => void
}

/** Statements on their way at a time; more than that means that the database does not keep up. */
const mostInFlight = 2000
/** How long to wait before connecting again, in milliseconds: at first, and at most. */
const [firstPauseMs, longestPauseMs] = [50, 500]

/** Columns come as text: only who uses a number pays for reading it. */
const asText: pg.CustomTypesConfig = {
  getTypeParser:
    () =>
    <Text>(text: Text) =>
      text,
}

/**
 * A connection to the database that comes back when it is lost. Statements are sent without waiting for
 * the answers to those before them; each is a transaction of its own.
 */
export class Link {
  readonly #settings: LinkSettings
  #client: pg.Client | undefined
  #connecting: Promise<void> | undefined
  #retry: NodeJS.Timeout | undefined
  #pauseMs = firstPauseMs
  #closed = false
  #trouble = 'not connected yet'
  /** When each statement that has no answer yet was sent (`performance.now()`), oldest first. */
  readonly #sent: number[] = []
  #gathering = false
  readonly #waiting = new Set<() => void>()

  constructor(settings: LinkSettings) {
    this.#settings = settings
  }

  /** Whether a statement can be sent now. */
  get connected(): boolean {
    return this.#client !== undefined
  }

  /** Statements on their way. */
  get load(): number {
    return this.#sent.length
  }

  /** What was wrong when it was last lost. */
  get trouble(): string {
    return this.#trouble
  }

  /** Connects, and rejects with the reason when that is not possible now. */
  async open(): Promise<void> {
    if (!this.#client) await this.#connect()
  }

  /**
   * Sends a statement and gives back its rows. Rejects with `StoreUnavailable` when there is no
   * connection, or it is lost before the answer: then it is not known whether the statement was done.
   */
  run(statement: Statement, values: readonly Value[]): Promise<readonly Row[]> {
    const client = this.#client
    if (!client)
      return Promise.reject(new StoreUnavailable(`no connection to the database: ${this.#trouble}`))
    if (this.#sent.length >= mostInFlight)
      return Promise.reject(new StoreUnavailable('the database does not keep up'))
    const { promise, resolve, reject } = Promise.withResolvers<readonly Row[]>()
    const { name, text } = statement
    const config = { name, text, values: [...values], rowMode: 'array', types: asText }
    this.#sent.push(performance.now())
    this.#gather(client)
    client.query(
      new pg.Query<string[]>(config, (error: Error | null | undefined, result) => {
        if (this.#client === client) {
          this.#sent.shift()
          this.#settings.pulse.at = performance.now()
        }
        if (!error) resolve(result.rows)
        else {
          if (isReadOnly(error)) this.#settings.onReadOnly?.()
          // Nothing more is sent there: it would get no answer.
          if (endsConnection(error) && this.#client === client) this.giveUp(told(error))
          reject(asUnavailable(error))
        }
      }),
    )
    return promise
  }

  /** Calls `listener` once, when there is a connection (or the link is closed). Gives back what ends that. */
  whenConnected(listener: () => void): () => void {
    this.#waiting.add(listener)
    if (!this.#connecting && this.#retry === undefined) this.#tryAgain(0)
    return () => this.#waiting.delete(listener)
  }

  /** Gives the connection up when its oldest statement has waited for too long. */
  checkProgress(now: number): void {
    const [oldest] = this.#sent
    if (oldest === undefined) return
    const { timeoutMs, silenceMs = timeoutMs, pulse } = this.#settings
    const silent = Math.min(now - oldest, now - pulse.at) > silenceMs
    if (silent || now - oldest > timeoutMs) this.giveUp('no answer for too long')
  }

  /** Gives the connection up, and all statements without an answer with it. */
  giveUp(reason: string): void {
    const client = this.#client
    if (!client) return
    this.#lost(client, reason)
    client.connection.stream.destroy()
  }

  /** Closes the connection once all statements on their way are answered. */
  async close(): Promise<void> {
    this.#closed = true
    this.#trouble = 'the store is closed'
    clearTimeout(this.#retry)
    const client = this.#client
    if (client) {
      const late = setTimeout(() => client.connection.stream.destroy(), this.#settings.timeoutMs)
      await client.end().catch(() => undefined)
      clearTimeout(late)
      this.#client = undefined
    }
    await this.#connecting?.catch(() => undefined)
    this.#tellWaiting()
  }

  /** What is sent in one turn of the event loop goes out together, with one call of the system. */
  #gather(client: pg.Client): void {
    if (this.#gathering) return
    this.#gathering = true
    const { stream } = client.connection
    stream.cork()
    setImmediate(() => {
      this.#gathering = false
      stream.uncork()
    })
  }

  #connect(): Promise<void> {
    this.#connecting ??= this.#settings
      .connect()
      .then(
        (client) => this.#adopt(client),
        (error: unknown) => {
          this.#trouble = told(error)
          throw error
        },
      )
      .finally(() => (this.#connecting = undefined))
    return this.#connecting
  }

  #adopt(client: pg.Client): void {
    if (this.#closed) {
      client.connection.stream.destroy()
      throw new StoreUnavailable('the store is closed')
    }
    this.#client = client
    this.#pauseMs = firstPauseMs
    this.#sent.length = 0
    client.on('error', (error) => this.#lost(client, told(error)))
    client.on('end', () => this.#lost(client, 'the server closed the connection'))
    this.#settings.onConnect?.(client)
    this.#tellWaiting()
  }

  #lost(client: pg.Client, reason: string): void {
    if (this.#client !== client) return
    this.#client = undefined
    this.#sent.length = 0
    if (this.#closed) return
    this.#trouble = reason
    this.#tryAgain(this.#pauseMs)
  }

  #tryAgain(afterMs: number): void {
    if (this.#closed || this.#retry !== undefined) return
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      this.#connect().catch(() => {
        // Not all at the same moment.
        this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2)
        this.#tryAgain(this.#pauseMs * (0.75 + Math.random() / 2))
      })
    }, afterMs)
  }

  #tellWaiting(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const listener of waiting) listener()
  }
}
