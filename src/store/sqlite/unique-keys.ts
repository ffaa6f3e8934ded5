import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { CommitOutcome, UniqueKey } from '../port.ts'
import { integer, query, text } from './columns.ts'

/** Writes of unique keys; to be used inside a transaction of the writing connection. Documents go by their row ids. */
export class UniqueKeyWrites {
  readonly #insert: StatementSync
  readonly #holder: StatementSync
  readonly #ofDocument: StatementSync
  readonly #delete: StatementSync
  readonly #deleteOfDocument: StatementSync
  readonly #deleteOfDatabase: StatementSync

  constructor(writer: DatabaseSync) {
    this.#insert = writer.prepare(
      'INSERT INTO unique_keys (scope, name, value, document) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    )
    this.#holder = query(
      writer,
      `SELECT k.document, d.db, d.id FROM unique_keys k CROSS JOIN documents d ON d.number = k.document
       WHERE k.scope = ? AND k.name = ? AND k.value = ?`,
    )
    this.#ofDocument = query(writer, 'SELECT scope, name, value FROM unique_keys WHERE document = ?')
    this.#delete = writer.prepare('DELETE FROM unique_keys WHERE scope = ? AND name = ? AND value = ?')
    this.#deleteOfDocument = writer.prepare('DELETE FROM unique_keys WHERE document = ?')
    this.#deleteOfDatabase = writer.prepare(
      'DELETE FROM unique_keys WHERE document IN (SELECT number FROM documents WHERE db = ?)',
    )
  }

  /** Gives keys to a document that holds none; tells the first that another document holds. */
  take(document: number, keys: readonly UniqueKey[]): CommitOutcome | undefined {
    for (const key of keys) {
      if (this.#insert.run(key.scope, key.name, key.value, document).changes === 1) continue
      const row = this.#holder.get(key.scope, key.name, key.value)
      // The same key twice in one list is fine.
      if (integer(row?.[0]) !== document)
        return { outcome: 'taken', key, holder: { db: text(row?.[1]), id: text(row?.[2]) } }
    }
    return undefined
  }

  /** Makes `keys` those that a document holds; tells the first that another document holds. */
  replace(document: number, keys: readonly UniqueKey[]): CommitOutcome | undefined {
    const wanted = new Map(keys.map((key) => [JSON.stringify([key.scope, key.name, key.value]), key]))
    for (const row of this.#ofDocument.all(document)) {
      const [scope, name, value] = [text(row[0]), text(row[1]), text(row[2])]
      if (!wanted.delete(JSON.stringify([scope, name, value]))) this.#delete.run(scope, name, value)
    }
    return this.take(document, [...wanted.values()])
  }

  /** Frees all keys of a document. */
  clear(document: number): void {
    this.#deleteOfDocument.run(document)
  }

  /** Frees all keys that documents of a database hold. */
  drop(db: string): void {
    this.#deleteOfDatabase.run(db)
  }
}
