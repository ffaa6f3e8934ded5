import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { NewViewRow } from '../port.ts'
import { bytes, integer, query } from './columns.ts'
import { ViewNumbers } from './view-numbers.ts'

/** How many rows one statement removes when a whole view goes. */
const sliceSize = 2000

/** A document that has rows. */
export interface RowOwner {
  readonly db: string
  readonly id: string
  /** Its row id. */
  readonly number: number
}

/** Writes of view rows; to be used inside a transaction of the writing connection. */
export class ViewRowWrites {
  readonly numbers: ViewNumbers
  readonly #insert: StatementSync
  readonly #update: StatementSync
  readonly #delete: StatementSync
  readonly #ofDocument: StatementSync
  readonly #deleteOfDocument: StatementSync
  readonly #deleteOfDatabase: StatementSync
  readonly #deleteSlice: StatementSync

  constructor(writer: DatabaseSync) {
    this.numbers = new ViewNumbers(writer)
    this.#insert = writer.prepare(
      `INSERT INTO view_rows (view, sort_key, id, document, key, value) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (view, sort_key, id) DO UPDATE SET key = excluded.key, value = excluded.value`,
    )
    this.#update = writer.prepare(
      'UPDATE view_rows SET key = ?, value = ? WHERE view = ? AND sort_key = ? AND id = ?',
    )
    this.#delete = writer.prepare('DELETE FROM view_rows WHERE view = ? AND sort_key = ? AND id = ?')
    this.#ofDocument = query(writer, 'SELECT view, sort_key, key, value FROM view_rows WHERE document = ?')
    this.#deleteOfDocument = writer.prepare('DELETE FROM view_rows WHERE document = ?')
    this.#deleteOfDatabase = writer.prepare(
      'DELETE FROM view_rows WHERE view IN (SELECT number FROM views WHERE db = ?)',
    )
    this.#deleteSlice = writer.prepare(
      `DELETE FROM view_rows WHERE view = ?1 AND (sort_key, id) <= (
         SELECT sort_key, id FROM (
           SELECT sort_key, id FROM view_rows WHERE view = ?1 ORDER BY sort_key, id LIMIT ${sliceSize}
         ) ORDER BY sort_key DESC, id DESC LIMIT 1)`,
    )
  }

  /** Adds rows of a document that has none of these; of two rows at the same place the later one stays. */
  insert(owner: RowOwner, rows: readonly NewViewRow[]): void {
    const { db, id, number } = owner
    for (const { view, sortKey, key, value } of rows)
      this.#insert.run(this.numbers.of(db, view), sortKey, id, number, key, value)
  }

  /**
   * Makes `rows` the rows that a document has in the given views (in all views when
   * none are given). Rows that stay as they are cost no write.
   */
  replace(owner: RowOwner, rows: readonly NewViewRow[], views?: readonly string[]): void {
    const concerned = views && new Set(views.map((view) => this.numbers.of(owner.db, view)))
    const wanted = new Map(rows.map((row) => [place(this.numbers.of(owner.db, row.view), row.sortKey), row]))
    for (const old of this.#ofDocument.all(owner.number)) {
      const view = integer(old[0])
      if (concerned && !concerned.has(view)) continue
      const sortKey = bytes(old[1])
      const at = place(view, sortKey)
      const row = wanted.get(at)
      wanted.delete(at)
      if (!row) this.#delete.run(view, sortKey, owner.id)
      else if (row.key !== old[2] || row.value !== old[3])
        this.#update.run(row.key, row.value, view, sortKey, owner.id)
    }
    this.insert(owner, [...wanted.values()])
  }

  /** Removes all rows of a document. */
  clear(document: number): void {
    this.#deleteOfDocument.run(document)
  }

  /** Removes all rows of a database. */
  drop(db: string): void {
    this.#deleteOfDatabase.run(db)
    this.numbers.drop(db)
  }

  /** Removes some rows of a view in one database; tells whether there may be more. */
  dropSlice(view: number): boolean {
    if (this.#deleteSlice.run(view).changes === sliceSize) return true
    this.numbers.removeEmpty(view)
    return false
  }
}

function place(view: number, sortKey: Uint8Array): string {
  return `${view} ${Buffer.from(sortKey.buffer, sortKey.byteOffset, sortKey.byteLength).toString('latin1')}`
}
