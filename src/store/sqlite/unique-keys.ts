import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { CommitOutcome, UniqueKey } from '../port.ts'
import { integer, query, text } from './columns.ts'

/** Writes of unique keys; to be used inside a transaction of the writing connection. */
export class UniqueKeyWrites {
  readonly #insert: StatementSync
  readonly #holder: StatementSync
  readonly #ofDocument: StatementSync
  readonly #delete: StatementSync
  readonly #deleteOfDocument: StatementSync
  readonly #deleteOfDatabase: StatementSync

  constructor(writer: DatabaseSync) {
    this.#insert = writer.prepare(
      'INSERT INTO unique_keys (scope, name, value, db, id) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    )
    this.#holder = query(writer, 'SELECT db, id FROM unique_keys WHERE scope = ? AND name = ? AND value = ?')
    this.#ofDocument = query(
      writer,
      'SELECT rowid, scope, name, value FROM unique_keys WHERE db = ? AND id = ?',
    )
    this.#delete = writer.prepare('DELETE FROM unique_keys WHERE rowid = ?')
    this.#deleteOfDocument = writer.prepare('DELETE FROM unique_keys WHERE db = ? AND id = ?')
    this.#deleteOfDatabase = writer.prepare('DELETE FROM unique_keys WHERE db = ?')
  }

  /** Gives keys to a document that holds none; tells the first that another document holds. */
  take(db: string, id: string, keys: readonly UniqueKey[]): CommitOutcome | undefined {
    for (const key of keys) {
      if (this.#insert.run(key.scope, key.name, key.value, db, id).changes === 1) continue
      const row = this.#holder.get(key.scope, key.name, key.value)
      const holder = { db: text(row?.[0]), id: text(row?.[1]) }
      // The same key twice in one list is fine.
      if (holder.db !== db || holder.id !== id) return { outcome: 'taken', key, holder }
    }
    return undefined
  }

  /** Makes `keys` those that a document holds; tells the first that another document holds. */
  replace(db: string, id: string, keys: readonly UniqueKey[]): CommitOutcome | undefined {
    const wanted = new Map(keys.map((key) => [JSON.stringify([key.scope, key.name, key.value]), key]))
    for (const [rowid, ...held] of this.#held(db, id)) {
      if (!wanted.delete(JSON.stringify(held))) this.#delete.run(rowid)
    }
    return this.take(db, id, [...wanted.values()])
  }

  /** Frees all keys of a document. */
  clear(db: string, id: string): void {
    this.#deleteOfDocument.run(db, id)
  }

  /** Frees all keys that documents of a database hold. */
  drop(db: string): void {
    this.#deleteOfDatabase.run(db)
  }

  #held(db: string, id: string): [number, string, string, string][] {
    return this.#ofDocument
      .all(db, id)
      .map((row) => [integer(row[0]), text(row[1]), text(row[2]), text(row[3])])
  }
}
