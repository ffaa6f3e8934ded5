import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { PeerChannel, RemoteChange } from '../port.ts'
import { gatheredChanges } from '../told-changes.ts'

type Listener<T> = (heard: T) => void

/**
 * What this process and the others that use the same file say to each other. Changes of one turn of the
 * event loop go out in one message. Without a channel nobody is there: nothing is said, nothing heard.
 */
export class Peers {
  readonly #channel: PeerChannel | undefined
  readonly #end: (() => void) | undefined
  readonly #watchers = new Set<Listener<RemoteChange>>()
  readonly #hearers = new Map<string, Set<Listener<JsonObject>>>()
  #untold: RemoteChange[] = []

  constructor(channel: PeerChannel | undefined) {
    this.#channel = channel
    this.#end = channel?.receive((message) => this.#take(message))
  }

  /** Tells others what was committed. */
  tell(changes: readonly RemoteChange[]): void {
    if (!this.#channel || changes.length === 0) return
    if (this.#untold.length === 0) setImmediate(() => this.#sendUntold())
    this.#untold.push(...changes)
  }

  /** See `Store.watch`. */
  watch(listener: Listener<RemoteChange>): () => void {
    this.#watchers.add(listener)
    return () => this.#watchers.delete(listener)
  }

  /** See `Store.say`. */
  say(topic: string, message: JsonObject): void {
    this.#channel?.send({ topic, message })
  }

  /** See `Store.hear`. */
  hear(topic: string, listener: Listener<JsonObject>): () => void {
    const hearers = this.#hearers.get(topic) ?? new Set()
    this.#hearers.set(topic, hearers.add(listener))
    return () => hearers.delete(listener)
  }

  /** Tells what is untold, and hears nothing more. */
  close(): void {
    this.#sendUntold()
    this.#end?.()
  }

  #sendUntold(): void {
    if (this.#untold.length === 0) return
    const changes = gatheredChanges(this.#untold)
    this.#untold = []
    this.#channel?.send({ changes: changes.map((change) => ({ ...change })) })
  }

  #take({ changes, topic, message }: JsonObject): void {
    const told: readonly Json[] = Array.isArray(changes) ? changes : []
    for (const change of told) for (const watcher of this.#watchers) watcher(changeFrom(change))
    if (typeof topic === 'string' && isJsonObject(message))
      for (const hearer of this.#hearers.get(topic) ?? []) hearer(message)
  }
}

/** A change as another process told it; what cannot be understood may be anything. */
function changeFrom(told: Json): RemoteChange {
  const { scope, db, id, type } = isJsonObject(told) ? told : {}
  if (scope === 'database' && typeof db === 'string') return { scope, db }
  if (scope === 'document' && typeof db === 'string' && typeof id === 'string' && typeof type === 'string')
    return { scope, db, id, type }
  return { scope: 'everything' }
}
