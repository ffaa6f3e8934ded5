import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { query } from './columns.ts'

/** When a lease counts: it has not run out, and was not taken by a clock far ahead. Takes now, now, leaseMs. */
const counts = 'expires > ? AND expires <= ? + 2 * ?'

/** Looks at leases without a lock. */
export class LeaseReads {
  readonly #other: StatementSync

  constructor(reader: DatabaseSync) {
    this.#other = query(reader, `SELECT 1 FROM leases WHERE name = ? AND holder <> ? AND ${counts}`)
  }

  /** Whether somebody else holds the lease. */
  heldByOther(name: string, holder: string, now: number, leaseMs: number): boolean {
    return this.#other.get(name, holder, now, now, leaseMs) !== undefined
  }
}

/** Takes and gives back leases; to be used inside a transaction of the writing connection. */
export class LeaseWrites {
  readonly #take: StatementSync
  readonly #release: StatementSync

  constructor(writer: DatabaseSync) {
    this.#take = writer.prepare(
      `INSERT INTO leases (name, holder, expires) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires = excluded.expires
       WHERE leases.holder = excluded.holder OR NOT (leases.${counts.replace('AND ', 'AND leases.')})`,
    )
    this.#release = writer.prepare('DELETE FROM leases WHERE name = ? AND holder = ?')
  }

  /** See `Store.lease`. */
  take(name: string, holder: string, now: number, leaseMs: number): boolean {
    return this.#take.run(name, holder, now + leaseMs, now, now, leaseMs).changes > 0
  }

  /** See `Store.release`. */
  release(name: string, holder: string): void {
    this.#release.run(name, holder)
  }
}
