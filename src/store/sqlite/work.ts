import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Job, OutboxEvent, Store } from '../port.ts'
import { boundLimit, integer, query, text } from './columns.ts'

type Claim = Parameters<Store['claimJobs']>[0]

/** Reads of the outbox and of named values. */
export class WorkReads {
  readonly #outbox: StatementSync
  readonly #meta: StatementSync
  readonly #due: StatementSync

  constructor(reader: DatabaseSync) {
    this.#outbox = query(reader, `SELECT seq, kind, payload FROM outbox ORDER BY seq ${boundLimit}`)
    this.#meta = query(reader, 'SELECT value FROM meta WHERE name = ?')
    this.#due = dueJobs(reader)
  }

  /** See `Store.outbox`. */
  outbox(limit: number): readonly OutboxEvent[] {
    return this.#outbox
      .all(limit)
      .map((row) => ({ seq: integer(row[0]), kind: text(row[1]), payload: text(row[2]) }))
  }

  /** See `Store.readMeta`. */
  meta(name: string): string | undefined {
    const row = this.#meta.get(name)
    return row && text(row[0])
  }

  /** Whether a claim would find a job; asked before the lock for writing is taken. */
  anyDue({ kinds, now }: Claim): boolean {
    return this.#due.get(JSON.stringify(kinds), now, 1) !== undefined
  }
}

/** Writes of events, jobs and named values; to be used inside a transaction of the writing connection. */
export class WorkWrites {
  readonly #publish: StatementSync
  readonly #acknowledge: StatementSync
  readonly #enqueue: StatementSync
  readonly #due: StatementSync
  readonly #lease: StatementSync
  readonly #finish: StatementSync
  readonly #retry: StatementSync
  readonly #extend: StatementSync
  readonly #setMeta: StatementSync
  readonly #removeMeta: StatementSync

  constructor(writer: DatabaseSync) {
    this.#publish = writer.prepare('INSERT INTO outbox (kind, payload) VALUES (?, ?)')
    this.#acknowledge = writer.prepare('DELETE FROM outbox WHERE seq <= ?')
    this.#enqueue = writer.prepare(
      'INSERT INTO jobs (id, kind, payload, run_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
    )
    this.#due = dueJobs(writer)
    // A lease is the time from which the job is due again: nobody has to notice that it ran out.
    this.#lease = writer.prepare('UPDATE jobs SET run_at = ?, attempts = attempts + 1 WHERE id = ?')
    // Each claim counts up `attempts`: with another number it is another's by now.
    this.#finish = writer.prepare('DELETE FROM jobs WHERE id = ? AND attempts = ? + 1')
    this.#retry = writer.prepare('UPDATE jobs SET run_at = ?, error = ? WHERE id = ? AND attempts = ? + 1')
    this.#extend = writer.prepare('UPDATE jobs SET run_at = ? WHERE id = ? AND attempts = ? + 1')
    this.#setMeta = writer.prepare(
      'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    )
    this.#removeMeta = writer.prepare('DELETE FROM meta WHERE name = ?')
  }

  /** Adds an event to the outbox. */
  publish(kind: string, payload: string): void {
    this.#publish.run(kind, payload)
  }

  /** See `Store.acknowledge`. */
  acknowledge(seq: number): void {
    this.#acknowledge.run(seq)
  }

  /** Adds a job, unless there is one with that id. */
  enqueue(job: Pick<Job, 'id' | 'kind' | 'payload' | 'runAt'>): void {
    this.#enqueue.run(job.id, job.kind, job.payload, job.runAt)
  }

  /** See `Store.claimJobs`. */
  claim({ kinds, now, leaseMs, limit }: Claim): readonly Job[] {
    const jobs = this.#due.all(JSON.stringify(kinds), now, limit).map((row) => ({
      id: text(row[0]),
      kind: text(row[1]),
      payload: text(row[2]),
      runAt: integer(row[3]),
      attempts: integer(row[4]),
    }))
    for (const job of jobs) this.#lease.run(now + leaseMs, job.id)
    return jobs
  }

  /** See `Store.finishJob`. */
  finish(id: string, attempts: number): void {
    this.#finish.run(id, attempts)
  }

  /** See `Store.retryJob`. */
  retry(id: string, attempts: number, runAt: number, error: string): void {
    this.#retry.run(runAt, error, id, attempts)
  }

  /** See `Store.extendJob`. */
  extend(id: string, attempts: number, until: number): boolean {
    return this.#extend.run(until, id, attempts).changes > 0
  }

  /** See `Store.writeMeta`. */
  setMeta(name: string, value: string | undefined): void {
    if (value === undefined) this.#removeMeta.run(name)
    else this.#setMeta.run(name, value)
  }
}

/** The jobs of some kinds (a JSON list) that are due at a time, those first that have waited longest. */
function dueJobs(connection: DatabaseSync): StatementSync {
  return query(
    connection,
    `SELECT j.id, j.kind, j.payload, j.run_at, j.attempts
     FROM (SELECT DISTINCT value FROM json_each(?)) k CROSS JOIN jobs j ON j.kind = k.value AND j.run_at <= ?
     ORDER BY j.run_at, j.rowid ${boundLimit}`,
  )
}
