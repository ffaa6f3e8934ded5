import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { integer, query } from './columns.ts'

/** Databases whose views' numbers are remembered. */
const remembered = 2000

/**
 * Numbers of views, by database and name; to be used inside a transaction of the writing connection. What
 * is remembered holds until a transaction is taken back or another connection writes: `forget` it then.
 */
export class ViewNumbers {
  readonly #find: StatementSync
  readonly #add: StatementSync
  readonly #ofView: StatementSync
  readonly #removeEmpty: StatementSync
  readonly #removeDatabase: StatementSync
  readonly #known = new Map<string, Map<string, number>>()

  constructor(writer: DatabaseSync) {
    this.#find = query(writer, 'SELECT number FROM views WHERE db = ? AND name = ?')
    this.#add = writer.prepare('INSERT INTO views (db, name) VALUES (?, ?)')
    this.#ofView = query(writer, 'SELECT number FROM views WHERE name = ?')
    this.#removeEmpty = writer.prepare(
      'DELETE FROM views WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM view_rows WHERE view = ?1)',
    )
    this.#removeDatabase = writer.prepare('DELETE FROM views WHERE db = ?')
  }

  /** The number of a view of a database, which gets one when it has none. Numbers are never used again. */
  of(db: string, view: string): number {
    return this.#known.get(db)?.get(view) ?? this.#read(db, view)
  }

  /** Numbers of a view in all databases. */
  ofView(view: string): readonly number[] {
    return this.#ofView.all(view).map((row) => integer(row[0]))
  }

  /** Removes the number of a view that has no rows. */
  removeEmpty(number: number): void {
    if (this.#removeEmpty.run(number).changes > 0) this.forget()
  }

  /** Removes the numbers of a database's views. */
  drop(db: string): void {
    this.#removeDatabase.run(db)
    this.#known.delete(db)
  }

  /** Forgets what it remembers. */
  forget(): void {
    this.#known.clear()
  }

  #read(db: string, view: string): number {
    const found = this.#find.get(db, view)
    const number = found ? integer(found[0]) : Number(this.#add.run(db, view).lastInsertRowid)
    if (this.#known.size >= remembered) this.#known.clear()
    const views = this.#known.get(db) ?? new Map<string, number>()
    this.#known.set(db, views.set(view, number))
    return number
  }
}
