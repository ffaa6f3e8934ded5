import { StoreUnavailable } from '../port.ts'
import type { Connector, SessionSettings } from './connect.ts'
import { Link, type Pulse, type Row, type Statement, type Value } from './link.ts'

/** How a store uses its connections. */
export interface PoolSettings {
  /** How many connections a process has, at least `leastConnections`. */
  readonly connections: number
  /** How long a statement may take, in milliseconds. */
  readonly timeoutMs: number
  /** Whether tenants are spread over several machines. */
  readonly apart: boolean
}

/** One that listens, one that writes, one for large writes, one for long reads, and one for reads. */
export const leastConnections = 5

/** Work on whole databases and views may take this many times longer than other statements. */
export const longFactor = 12
/** Who waits for a connection is told after this time that there is none, in milliseconds. */
const patienceMs = 1000
/** Who may wait at a time; more are told at once. */
const mostWaiting = 1000
/** How often connections are looked after, in milliseconds. */
const roundMs = 100

/** What statements are read with. */
export type Reading = Pick<Links, 'long' | 'over' | 'read'>

/** Every statement finds its rows by an index; a plan is made once for each, before anything is known of the values. */
const planning: SessionSettings = { jit: 'off', enable_seqscan: 'off', enable_bitmapscan: 'off' }

/** How statements are planned. Where tenants are apart, which machine a statement goes to depends on its values. */
export function planningOf(apart: boolean): SessionSettings {
  return { ...planning, plan_cache_mode: apart ? 'auto' : 'force_generic_plan' }
}

/** The connections of a store, each with work of its own, so that what takes long does not hold up what is short. */
export class Links {
  /** Takes groups of writes, one after the other. */
  readonly writer: Link
  /** Takes writes of very many rows. */
  readonly heavy: Link
  /** Takes reads of very many rows. */
  readonly long: Link
  /** When the database has last answered. */
  readonly pulse: Pulse = { at: 0 }
  readonly #readers: readonly Link[]
  readonly #all: readonly Link[]
  readonly #round: NodeJS.Timeout
  #waiting = 0
  #closed = false

  constructor(connector: Connector, { connections, timeoutMs, apart }: PoolSettings) {
    const usual = planningOf(apart)
    const link = (factor: number, settings: SessionSettings = {}): Link =>
      new Link({
        connect: () =>
          connector.connect({ ...usual, statement_timeout: String(timeoutMs * factor), ...settings }),
        timeoutMs: timeoutMs * factor,
        silenceMs: timeoutMs,
        pulse: this.pulse,
        onReadOnly: () => this.giveUp('the server takes no writes any more'),
      })
    this.writer = link(1)
    this.heavy = link(longFactor)
    this.long = link(longFactor)
    this.#readers = Array.from({ length: Math.max(1, connections - leastConnections + 1) }, () =>
      link(1, { enable_hashjoin: 'off', enable_mergejoin: 'off' }),
    )
    this.#all = [this.writer, this.heavy, this.long, ...this.#readers]
    this.#round = setInterval(() => {
      const now = performance.now()
      for (const each of this.#all) each.checkProgress(now)
    }, roundMs).unref()
  }

  /** Opens the connections that every store needs; the others are opened when they are needed. */
  async open(): Promise<void> {
    await this.writer.open()
    await Promise.all(this.#readers.map((each) => each.open()))
  }

  /** Reads on the connection with the least to do; once more, should that one be lost meanwhile. */
  async read(statement: Statement, values: readonly Value[]): Promise<readonly Row[]> {
    const since = performance.now()
    const link = this.#idlest() ?? (await this.#connected(this.#readers))
    try {
      return await link.run(statement, values)
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || performance.now() - since > patienceMs) throw error
      return await (await this.#connected(this.#readers)).run(statement, values)
    }
  }

  /** Sends a statement over one connection, once there is one. */
  async over(link: Link, statement: Statement, values: readonly Value[]): Promise<readonly Row[]> {
    if (!link.connected) await this.#connected([link])
    return await link.run(statement, values)
  }

  /** Resolves once a link has a connection; rejects when that takes too long. */
  async ready(link: Link): Promise<void> {
    if (!link.connected) await this.#connected([link])
  }

  /** Gives every connection up; they are opened anew, to the server that is the primary then. */
  giveUp(reason: string): void {
    for (const each of this.#all) each.giveUp(reason)
  }

  /** Closes every connection once what is on its way is answered. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#round)
    await Promise.all(this.#all.map((each) => each.close()))
  }

  #idlest(): Link | undefined {
    let found: Link | undefined
    for (const each of this.#readers)
      if (each.connected && (found === undefined || each.load < found.load)) found = each
    return found
  }

  #connected(links: readonly Link[]): Promise<Link> {
    const found = links === this.#readers ? this.#idlest() : links.find(({ connected }) => connected)
    if (found) return Promise.resolve(found)
    const [first] = links
    if (this.#closed || !first) return Promise.reject(new StoreUnavailable('the store is closed'))
    if (this.#waiting >= mostWaiting)
      return Promise.reject(new StoreUnavailable(`no connection to the database: ${first.trouble}`))
    const { promise, resolve, reject } = Promise.withResolvers<Link>()
    this.#waiting += 1
    const end = (): void => {
      this.#waiting -= 1
      clearTimeout(late)
      for (const forget of forgets) forget()
    }
    const late = setTimeout(() => {
      end()
      reject(new StoreUnavailable(`no connection to the database: ${first.trouble}`))
    }, patienceMs)
    const forgets = links.map((each) =>
      each.whenConnected(() => {
        end()
        if (each.connected) resolve(each)
        else reject(new StoreUnavailable('the store is closed'))
      }),
    )
    return promise
  }
}
