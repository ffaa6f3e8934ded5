import type { Logger } from 'pino'
import type { OutboxEvent, Store } from '../store/port.ts'

/** Takes an event; rejecting makes it come again. Must be harmless when it comes twice. */
export type EventConsumer = (event: OutboxEvent) => void | Promise<void>

/** Events read in one go. */
const batch = 500
/** Pause between looks, in milliseconds. */
const pauseMs = 250

/**
 * Carries events from the outbox to their consumers, in order and at least once: an event
 * leaves the outbox when every consumer took it, so none is lost in a crash.
 */
export class EventDispatcher {
  readonly #store: Store
  readonly #log: Logger
  readonly #consumers: EventConsumer[] = []
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> | undefined
  #stopped = false

  constructor(store: Store, log: Logger) {
    this.#store = store
    this.#log = log
  }

  /** Adds a consumer of all events. */
  consume(consumer: EventConsumer): void {
    this.#consumers.push(consumer)
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
  }

  async #drain(): Promise<void> {
    try {
      for (
        let events = await this.#store.outbox(batch);
        events.length > 0;
        events = await this.#store.outbox(batch)
      ) {
        for (const event of events) for (const consumer of this.#consumers) await consumer(event)
        await this.#store.acknowledge(events.at(-1)?.seq ?? 0)
        if (this.#stopped) return
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'events wait: a consumer or the store does not answer')
    }
  }
}
