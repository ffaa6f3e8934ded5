import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import { StoreUnavailable } from '../port.ts'
import { asUnavailable, isBusy } from './errors.ts'

/** What a piece of work came to, and whether its changes are to stay. */
export interface Verdict<T> {
  readonly keep: boolean
  readonly value: T
}

/** Work in the queue: its caller's promise is settled only after the transaction ended. */
interface Waiting {
  /** When it was handed in, in milliseconds of `performance.now()`. */
  readonly since: number
  /** Does the work; tells whether its changes are to stay. */
  perform(): boolean
  answer(): void
  refuse(error: unknown): void
}

/** A transaction takes no more work after this many milliseconds, so that reads get their turn. */
const groupBudgetMs = 25

/** How long to wait before the next attempt to get the write lock, in milliseconds. */
const pollMs = 1

/**
 * While other processes write too, a break of `breakMs` is made after `stretchMs` of
 * one transaction after the other: they can only try now and then, and would hardly
 * ever find the lock free.
 */
const stretchMs = 50
const breakMs = 2
/** Others are taken to be writing until so long after their last write. */
const othersRememberedMs = 10_000

/**
 * Group commit: pieces of work that wait at the same moment share one transaction,
 * and are all answered after its COMMIT. What costs is forcing the log to disk; this
 * way it is paid once for all of them.
 *
 * Hardly any work is taken back. So a group is first tried without savepoints, for each
 * of which SQLite would keep a copy of every page that is written. When a piece is to be
 * taken back, the whole group is, and done again with a savepoint for each piece.
 */
export class GroupCommit {
  readonly #connection: DatabaseSync
  readonly #busyTimeoutMs: number
  readonly #forget: () => void
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  readonly #rollback: StatementSync
  readonly #savepoint: StatementSync
  readonly #rollbackTo: StatementSync
  readonly #release: StatementSync
  /** Changes with every write of another connection. */
  readonly #dataVersion: StatementSync
  #queue: Waiting[] = []
  /** How many pieces at the head of the queue need a savepoint each. */
  #savepoints = 0
  #scheduled = false
  #closed = false
  #locked = false
  #stretchBegan = 0
  #lastEnded = 0
  #lastVersion: SQLOutputValue | undefined
  #othersWrote = -othersRememberedMs

  /**
   * Takes over a connection whose own busy timeout is 0; a lock is waited for here, for at most `busyTimeoutMs`.
   * `forget` is called whenever what earlier work saw may no longer hold: changes were taken back, or another
   * connection wrote.
   */
  constructor(connection: DatabaseSync, busyTimeoutMs: number, forget: () => void = () => undefined) {
    this.#connection = connection
    this.#busyTimeoutMs = busyTimeoutMs
    this.#forget = forget
    this.#begin = connection.prepare('BEGIN IMMEDIATE')
    this.#commit = connection.prepare('COMMIT')
    this.#rollback = connection.prepare('ROLLBACK')
    this.#savepoint = connection.prepare('SAVEPOINT piece')
    this.#rollbackTo = connection.prepare('ROLLBACK TO piece')
    this.#release = connection.prepare('RELEASE piece')
    this.#dataVersion = connection.prepare('PRAGMA data_version')
    this.#lastVersion = this.#dataVersion.get()?.['data_version']
  }

  /**
   * Does work in a transaction, after all work that was handed in before; it may be done
   * twice, when the first time was taken back, and must change nothing but the database. Resolves
   * when its changes are durable, or were taken back as it wished; rejects with
   * `StoreUnavailable` when the transaction failed, and then nothing was changed.
   */
  run<T>(work: () => Verdict<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the database is closed'))
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    let verdict: Verdict<T> | undefined
    this.#queue.push({
      since: performance.now(),
      perform: () => (verdict = work()).keep,
      answer: () => {
        if (verdict) resolve(verdict.value)
      },
      refuse: reject,
    })
    this.#schedule()
    return promise
  }

  /** Takes no more work, and resolves when all that was handed in is answered. */
  async close(): Promise<void> {
    if (this.#closed) return
    const last = this.run(() => ({ keep: true, value: undefined }))
    this.#closed = true
    await last.catch(() => undefined)
  }

  #schedule(): void {
    if (this.#scheduled || this.#queue.length === 0) return
    this.#scheduled = true
    const pause = this.#locked ? pollMs : this.#breakDue()
    if (pause > 0) setTimeout(() => this.#flush(), pause)
    else setImmediate(() => this.#flush())
  }

  /** How long to leave the lock to others before the next transaction, in milliseconds. */
  #breakDue(): number {
    const now = performance.now()
    if (now - this.#lastEnded >= breakMs) this.#stretchBegan = now
    if (now - this.#stretchBegan < stretchMs) return 0
    this.#stretchBegan = now
    if (this.#changedByOthers()) this.#othersWrote = now
    return now - this.#othersWrote < othersRememberedMs ? breakMs : 0
  }

  #changedByOthers(): boolean {
    const before = this.#lastVersion
    try {
      this.#lastVersion = this.#dataVersion.get()?.['data_version']
    } catch {
      // Whatever is wrong, the next transaction meets it too, and tells.
    }
    if (this.#lastVersion === before) return false
    this.#forget()
    return true
  }

  #flush(): void {
    this.#scheduled = false
    if (this.#lock()) {
      this.#transact()
      this.#lastEnded = performance.now()
    }
    this.#schedule()
  }

  /** Begins a transaction; `false` when another process holds the lock, or when that failed. */
  #lock(): boolean {
    try {
      if (this.#connection.isTransaction) this.#rollback.run()
      this.#begin.run()
    } catch (error) {
      if (!isBusy(error)) this.#refuseAll(asUnavailable(error))
      else this.#waitForLock()
      return false
    }
    this.#locked = false
    if (this.#changedByOthers()) this.#othersWrote = performance.now()
    return true
  }

  /** Refuses the work that has waited for too long; the rest goes on waiting. */
  #waitForLock(): void {
    this.#locked = true
    const longAgo = performance.now() - this.#busyTimeoutMs
    const young = this.#queue.findIndex(({ since }) => since > longAgo)
    const refused = this.#queue.splice(0, young < 0 ? this.#queue.length : young)
    this.#savepoints = Math.max(0, this.#savepoints - refused.length)
    for (const waiting of refused) {
      waiting.refuse(new StoreUnavailable('the database is locked by another process'))
    }
  }

  #transact(): void {
    const group: Waiting[] = []
    try {
      if (this.#savepoints > 0) this.#performEach(group)
      else if (!this.#performAll(group)) {
        this.#takeBack()
        this.#savepoints = group.length
        return
      }
      this.#commit.run()
    } catch (error) {
      this.#takeBack()
      this.#queue = this.#queue.slice(group.length)
      for (const waiting of group) waiting.refuse(asUnavailable(error))
      return
    }
    this.#queue = this.#queue.slice(group.length)
    for (const waiting of group) waiting.answer()
  }

  /** Does the work that waits, as much as there is time for, and notes it in `group`; `false`: some is to be taken back. */
  #performAll(group: Waiting[]): boolean {
    const until = performance.now() + groupBudgetMs
    for (const waiting of this.#queue) {
      group.push(waiting)
      try {
        if (!waiting.perform()) return false
      } catch (error) {
        if (this.#endsGroup(error)) throw error
        return false
      }
      if (performance.now() > until) break
    }
    return true
  }

  /** Does the work of a group that was taken back, each piece so that it can be taken back alone. */
  #performEach(group: Waiting[]): void {
    group.push(...this.#queue.slice(0, this.#savepoints))
    this.#savepoints = 0
    for (const waiting of group) this.#perform(waiting)
  }

  #perform(waiting: Waiting): void {
    this.#savepoint.run()
    let keep = false
    try {
      keep = waiting.perform()
    } catch (error) {
      if (this.#endsGroup(error)) throw error
      waiting.refuse(error)
    }
    if (!keep) {
      this.#rollbackTo.run()
      this.#forget()
    }
    this.#release.run()
  }

  /** Trouble with the disk ends the whole group; a bug in one piece of work ends only that piece. */
  #endsGroup(error: unknown): boolean {
    return !this.#connection.isTransaction || asUnavailable(error) !== error
  }

  #takeBack(): void {
    this.#forget()
    try {
      if (this.#connection.isTransaction) this.#rollback.run()
    } catch {
      // The next attempt to begin rolls back again, and tells its callers when that fails.
    }
  }

  #refuseAll(error: unknown): void {
    const refused = this.#queue
    this.#queue = []
    this.#savepoints = 0
    for (const waiting of refused) waiting.refuse(error)
  }
}
