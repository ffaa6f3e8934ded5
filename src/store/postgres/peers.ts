import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type pg from 'pg'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { RemoteChange } from '../port.ts'
import type { Connector } from './connect.ts'
import { Link, type Statement } from './link.ts'
import type { Links } from './links.ts'
import { restored } from './text.ts'

type Listener<T> = (heard: T) => void

/** A message has 7,999 bytes at most (`NOTIFY`). */
const mostBytes = 7_900
/** How often the connection is tried, in milliseconds; an answer may take four times as long. */
const heartbeatMs = 500

const notify: Statement = { name: 'notify', text: "SELECT pg_notify('crossbar', $1)" }
const heartbeat: Statement = { name: 'heartbeat', text: 'SELECT 1' }

/** What this process and the others that use the database say to each other, over LISTEN and NOTIFY. */
export class Peers {
  readonly #links: Links
  readonly #self: string
  readonly #ear: Link
  readonly #watchers = new Set<Listener<RemoteChange>>()
  readonly #hearers = new Map<string, Set<Listener<JsonObject>>>()
  readonly #beat: NodeJS.Timeout
  #beating = false
  #heardBefore = false

  /** `self` names this process: it does not hear itself. */
  constructor(connector: Connector, links: Links, self: string) {
    this.#links = links
    this.#self = self
    this.#ear = new Link({
      connect: () => this.#listen(connector),
      timeoutMs: 4 * heartbeatMs,
      pulse: links.pulse,
      onConnect: () => {
        // What was said while nobody listened is unknown.
        if (this.#heardBefore) this.#tell({ scope: 'everything' })
        this.#heardBefore = true
      },
    })
    this.#beat = setInterval(() => this.#check(), heartbeatMs).unref()
  }

  /** Begins to listen. */
  async open(): Promise<void> {
    await this.#ear.open()
  }

  /** See `Store.watch`. */
  watch(listener: Listener<RemoteChange>): () => void {
    this.#watchers.add(listener)
    return () => this.#watchers.delete(listener)
  }

  /** See `Store.say`. */
  say(topic: string, message: JsonObject): void {
    const text = JSON.stringify({ from: this.#self, topic, message })
    const short = Buffer.byteLength(text) <= mostBytes ? text : packed(text)
    if (Buffer.byteLength(short) > mostBytes || !this.#links.writer.connected) return
    this.#links.writer.run(notify, [short]).catch(() => undefined)
  }

  /** See `Store.hear`. */
  hear(topic: string, listener: Listener<JsonObject>): () => void {
    const hearers = this.#hearers.get(topic) ?? new Set()
    this.#hearers.set(topic, hearers.add(listener))
    return () => hearers.delete(listener)
  }

  /** Hears nothing more. */
  async close(): Promise<void> {
    clearInterval(this.#beat)
    await this.#ear.close()
  }

  async #listen(connector: Connector): Promise<pg.Client> {
    const client = await connector.connect({})
    client.on('notification', ({ payload }) => this.#take(payload ?? ''))
    await client.query('LISTEN crossbar')
    return client
  }

  #check(): void {
    this.#ear.checkProgress(performance.now())
    if (!this.#ear.connected || this.#beating) return
    this.#beating = true
    this.#ear
      .run(heartbeat, [])
      .catch(() => undefined)
      .finally(() => (this.#beating = false))
  }

  #take(payload: string): void {
    const said = read(payload)
    if (said === undefined) {
      this.#tell({ scope: 'everything' })
      return
    }
    const { from, changes, topic, message } = said
    if (from === this.#self) return
    if (Array.isArray(changes)) for (const change of changes as Json[]) this.#tell(changeFrom(change))
    if (typeof topic === 'string' && isJsonObject(message))
      for (const hearer of this.#hearers.get(topic) ?? []) hearer(message)
  }

  #tell(change: RemoteChange): void {
    for (const watcher of this.#watchers) watcher(change)
  }
}

/** A long message, made shorter. */
function packed(text: string): string {
  return deflateRawSync(text).toString('base64')
}

/** A message; `undefined` when it cannot be understood. */
function read(payload: string): JsonObject | undefined {
  try {
    const text = payload.startsWith('{') ? payload : inflateRawSync(Buffer.from(payload, 'base64')).toString()
    const said: unknown = JSON.parse(text)
    return isJsonObject(said) ? said : undefined
  } catch {
    return undefined
  }
}

/** A change as another process told it; what cannot be understood may be anything. */
function changeFrom(told: Json): RemoteChange {
  const { scope, db, id, type } = isJsonObject(told) ? told : {}
  if (scope === 'database' && typeof db === 'string') return { scope, db: restored(db) }
  if (scope === 'document' && typeof db === 'string' && typeof id === 'string' && typeof type === 'string')
    return { scope, db: restored(db), id: restored(id), type: restored(type) }
  return { scope: 'everything' }
}
