import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { NewViewRow } from '../port.ts'
import { bytes, integer, query, text } from './columns.ts'

/** How many rows one statement removes when a whole view goes. */
const sliceSize = 2000

/** Writes of view rows; to be used inside a transaction of the writing connection. */
export class ViewRowWrites {
  readonly #insert: StatementSync
  readonly #update: StatementSync
  readonly #delete: StatementSync
  readonly #ofDocument: StatementSync
  readonly #deleteOfDocument: StatementSync
  readonly #deleteOfDatabase: StatementSync
  readonly #nextDatabase: StatementSync
  readonly #deleteSlice: StatementSync

  constructor(writer: DatabaseSync) {
    this.#insert = writer.prepare(
      `INSERT INTO view_rows (db, view, sort_key, id, key, value) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (db, view, sort_key, id) DO UPDATE SET key = excluded.key, value = excluded.value`,
    )
    this.#update = writer.prepare('UPDATE view_rows SET key = ?, value = ? WHERE rowid = ?')
    this.#delete = writer.prepare('DELETE FROM view_rows WHERE rowid = ?')
    this.#ofDocument = query(
      writer,
      'SELECT rowid, view, sort_key, key, value FROM view_rows WHERE db = ? AND id = ?',
    )
    this.#deleteOfDocument = writer.prepare('DELETE FROM view_rows WHERE db = ? AND id = ?')
    this.#deleteOfDatabase = writer.prepare('DELETE FROM view_rows WHERE db = ?')
    this.#nextDatabase = query(writer, 'SELECT min(db) FROM view_rows WHERE db > ?')
    this.#deleteSlice = writer.prepare(
      `DELETE FROM view_rows WHERE rowid IN
         (SELECT rowid FROM view_rows WHERE db = ? AND view = ? LIMIT ${sliceSize})`,
    )
  }

  /** Adds rows of a document that has none of these; of two rows at the same place the later one stays. */
  insert(db: string, id: string, rows: readonly NewViewRow[]): void {
    for (const row of rows) this.#insert.run(db, row.view, row.sortKey, id, row.key, row.value)
  }

  /**
   * Makes `rows` the rows that a document has in the given views (in all views when
   * none are given). Rows that stay as they are cost no write.
   */
  replace(db: string, id: string, rows: readonly NewViewRow[], views?: ReadonlySet<string>): void {
    const wanted = new Map(rows.map((row) => [place(row.view, row.sortKey), row]))
    for (const old of this.#ofDocument.all(db, id)) {
      const view = text(old[1])
      if (views && !views.has(view)) continue
      const at = place(view, bytes(old[2]))
      const row = wanted.get(at)
      wanted.delete(at)
      if (!row) this.#delete.run(integer(old[0]))
      else if (row.key !== old[3] || row.value !== old[4])
        this.#update.run(row.key, row.value, integer(old[0]))
    }
    this.insert(db, id, [...wanted.values()])
  }

  /** Removes all rows of a document. */
  clear(db: string, id: string): void {
    this.#deleteOfDocument.run(db, id)
  }

  /** Removes all rows of a database. */
  drop(db: string): void {
    this.#deleteOfDatabase.run(db)
  }

  /** The first database behind a name that has rows of any view. */
  nextDatabase(db: string): string | undefined {
    const next = this.#nextDatabase.get(db)?.[0]
    return next === null || next === undefined ? undefined : text(next)
  }

  /** Removes some rows of a view in one database; tells whether there may be more. */
  dropSlice(db: string, view: string): boolean {
    return this.#deleteSlice.run(db, view).changes === sliceSize
  }
}

function place(view: string, sortKey: Uint8Array): string {
  return `${view}\0${Buffer.from(sortKey.buffer, sortKey.byteOffset, sortKey.byteLength).toString('latin1')}`
}
