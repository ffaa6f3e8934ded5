import { setTimeout as pause } from 'node:timers/promises'
import type { Json } from '../../json.ts'
import { StoreUnavailable, type CommitOutcome, type Step } from '../port.ts'
import { isRetryable } from './errors.ts'
import type { Link, Statement } from './link.ts'
import type { Links } from './links.ts'
import { changedPlaces, decodedOutcome, encodedBatch } from './steps.ts'
import { stored } from './text.ts'

/** A batch in the queue. */
interface Waiting {
  readonly since: number
  readonly steps: readonly Step[]
  /** The batch as the database takes it. */
  readonly text: string
  readonly answer: (outcome: CommitOutcome) => void
  readonly refuse: (error: unknown) => void
}

/** A group takes so many batches, and so many characters, at most. */
const [mostBatches, mostCharacters] = [300, 4_000_000]
/** So many wait at most; more are refused, so that memory stays bounded while the database is slow. */
const [mostWaiting, mostWaitingCharacters] = [5_000, 64_000_000]
/** A batch of more characters than this does not share a transaction. */
const heavyCharacters = 1_000_000
/** How often a group is tried when transactions of other processes are in its way. */
const mostAttempts = 8

const commitGroup: Statement = {
  name: 'commit',
  text: 'SELECT crossbar.commit_2($1, $2, $3, $4)',
}

/**
 * Group commit: batches that wait at the same moment are sent together, share one transaction and one
 * round trip, and are answered after it. While one group is under way the next one gathers.
 */
export class GroupCommit {
  readonly #links: Links
  readonly #origin: string
  readonly #timeoutMs: number
  #queue: Waiting[] = []
  #characters = 0
  #busy = false
  #closed = false
  #emptied: (() => void) | undefined
  readonly #heavy = new Set<Promise<void>>()

  /** `origin` names this process to those who hear of its changes. */
  constructor(links: Links, origin: string, timeoutMs: number) {
    this.#links = links
    this.#origin = origin
    this.#timeoutMs = timeoutMs
  }

  /** See `Store.commit`. */
  commit(steps: readonly Step[]): Promise<CommitOutcome> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'))
    if (this.#queue.length >= mostWaiting || this.#characters > mostWaitingCharacters)
      return Promise.reject(new StoreUnavailable('the database does not keep up'))
    const { promise, resolve, reject } = Promise.withResolvers<CommitOutcome>()
    const text = encodedBatch(steps)
    const waiting = { since: performance.now(), steps, text, answer: resolve, refuse: reject }
    this.#characters += text.length
    if (text.length > heavyCharacters || steps.some((step) => step.do === 'drop')) this.#sendHeavy(waiting)
    else {
      this.#queue.push(waiting)
      if (!this.#busy) this.#begin()
    }
    return promise
  }

  /** Takes no more batches, and resolves when all that were handed in are answered. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#busy) await new Promise<void>((resolve) => (this.#emptied = resolve))
    await Promise.all(this.#heavy)
  }

  #begin(): void {
    this.#busy = true
    // What comes within the same turn of the event loop goes with it.
    setImmediate(() => void this.#drain())
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) await this.#send(this.#links.writer, this.#nextGroup(), this.#timeoutMs)
    this.#busy = false
    this.#emptied?.()
  }

  #sendHeavy(waiting: Waiting): void {
    const sent = this.#send(this.#links.heavy, [waiting], Infinity).finally(() => this.#heavy.delete(sent))
    this.#heavy.add(sent)
  }

  #nextGroup(): Waiting[] {
    let [count, characters] = [0, 0]
    for (const { text } of this.#queue) {
      characters += text.length
      if (count === mostBatches || (count > 0 && characters > mostCharacters)) break
      count += 1
    }
    return this.#queue.splice(0, count)
  }

  /** Sends a group and answers its batches; never rejects. */
  async #send(link: Link, group: readonly Waiting[], patienceMs: number): Promise<void> {
    try {
      await this.#links.ready(link)
      const outcomes = await this.#attempt(link, group, patienceMs)
      for (const [at, { steps, answer, refuse }] of group.entries()) {
        const outcome = decodedOutcome(outcomes?.[at] ?? null, steps)
        if (outcome instanceof Error) refuse(outcome)
        else answer(outcome)
      }
    } catch (error) {
      for (const { refuse } of group) refuse(error)
      // Those behind it have waited as long, and would fare no better.
      if (link === this.#links.writer && !link.connected) this.#refuseWaiting(error)
    } finally {
      for (const { text } of group) this.#characters -= text.length
    }
  }

  #refuseWaiting(error: unknown): void {
    for (const { refuse, text } of this.#queue.splice(0)) {
      refuse(error)
      this.#characters -= text.length
    }
  }

  async #attempt(link: Link, group: readonly Waiting[], patienceMs: number): Promise<Json[] | undefined> {
    const text = `[${group.map((each) => each.text).join(',')}]`
    const places = group.flatMap(({ steps }) => changedPlaces(steps))
    const values = [
      text,
      this.#origin,
      places.map(({ db }) => stored(db)),
      places.map(({ id }) => stored(id)),
    ]
    for (let attempt = 1; ; attempt += 1) {
      try {
        const [row] = await link.run(commitGroup, values)
        return typeof row?.[0] === 'string' ? (JSON.parse(row[0]) as Json[]) : undefined
      } catch (error) {
        // The server has said that it took everything back; without its word nothing is tried twice.
        const late = performance.now() - (group[0]?.since ?? 0) > patienceMs
        if (!isRetryable(error instanceof Error ? error.cause : error) || attempt === mostAttempts || late)
          throw error
        await pause(Math.random() * 10 * attempt)
      }
    }
  }
}
