import type { Logger } from 'pino'
import { Lease } from '../jobs/leases.ts'
import type { OutboxEvent, Store } from '../store/port.ts'
import { consumedKinds } from './consumed-kinds.ts'

/** Takes an event; rejecting makes it come again. Must be harmless when it comes twice. */
export type EventConsumer = (event: OutboxEvent) => void | Promise<void>

/** Events read in one go. */
const batch = 500
/** Pause between looks, in milliseconds. */
const pauseMs = 250
/** When the process that delivers dies, another goes on after so many milliseconds. */
const leaseMs = 10_000

/**
 * Carries events from the outbox to their consumers, in order and at least once: an event
 * leaves the outbox when every consumer took it, so none is lost in a crash. Of several processes that share the
 * store, one at a time delivers.
 */
export class EventDispatcher {
  readonly #store: Store
  readonly #log: Logger
  readonly #kept: ReadonlySet<string>
  readonly #lease: Lease
  readonly #consumers: { readonly kinds: ReadonlySet<string>; readonly consumer: EventConsumer }[] = []
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> | undefined
  #stopped = false

  /** `kept`: kinds of events that are written into the outbox. */
  constructor(store: Store, log: Logger, kept = consumedKinds) {
    this.#store = store
    this.#kept = kept
    this.#log = log
    this.#lease = new Lease(store, 'outbox', leaseMs)
  }

  /** Adds a consumer of some kinds of events, all of which have to be among those that are kept. */
  consume(kinds: readonly string[], consumer: EventConsumer): void {
    const unknown = kinds.find((kind) => !this.#kept.has(kind))
    if (unknown !== undefined) throw new Error(`events of kind ${unknown} are not kept for anyone`)
    this.#consumers.push({ kinds: new Set(kinds), consumer })
  }

  /** Begins to deliver. */
  start(): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#working = this.#drain().finally(() => {
        this.#working = undefined
        this.start()
      })
    }, pauseMs).unref()
  }

  /** Delivers nothing more; waits for the delivery under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#working
    await this.#lease.release().catch(() => undefined)
  }

  async #drain(): Promise<void> {
    try {
      // For an empty outbox nobody needs the lease, and renewing it would be a write.
      while (!this.#stopped && (await this.#store.outbox(1)).length > 0) {
        if (!(await this.#lease.held())) return
        const events = await this.#store.outbox(batch)
        for (const event of events) {
          for (const { kinds, consumer } of this.#consumers) if (kinds.has(event.kind)) await consumer(event)
          // Renewed in time: deliveries may take long.
          await this.#lease.held()
        }
        await this.#store.acknowledge(events.at(-1)?.seq ?? 0)
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'events wait: a consumer or the store does not answer')
    }
  }
}
