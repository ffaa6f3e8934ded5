import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Attachment } from '../port.ts'
import { integer, query, text } from './columns.ts'

/** Reads of attachments. */
export class AttachmentReads {
  readonly #ofDocument: StatementSync
  readonly #inUse: StatementSync

  constructor(reader: DatabaseSync) {
    this.#ofDocument = query(
      reader,
      `SELECT db, id, name, content_type, bytes, digest, created
       FROM attachments WHERE db = ? AND id = ? ORDER BY name`,
    )
    this.#inUse = query(reader, 'SELECT 1 FROM attachments WHERE digest = ? LIMIT 1')
  }

  /** See `Store.attachments`. */
  ofDocument(db: string, id: string): readonly Attachment[] {
    return this.#ofDocument.all(db, id).map((row) => ({
      db: text(row[0]),
      id: text(row[1]),
      name: text(row[2]),
      contentType: text(row[3]),
      bytes: integer(row[4]),
      digest: text(row[5]),
      created: integer(row[6]),
    }))
  }

  /** See `Store.digestInUse`. */
  inUse(digest: string): boolean {
    return this.#inUse.get(digest) !== undefined
  }
}

/** Writes of attachments; to be used inside a transaction of the writing connection. */
export class AttachmentWrites {
  readonly #put: StatementSync
  readonly #delete: StatementSync
  readonly #deleteOfDocument: StatementSync
  readonly #deleteOfDatabase: StatementSync

  constructor(writer: DatabaseSync) {
    this.#put = writer.prepare(
      `INSERT INTO attachments (db, id, name, content_type, bytes, digest, created) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (db, id, name) DO UPDATE SET
         content_type = excluded.content_type, bytes = excluded.bytes,
         digest = excluded.digest, created = excluded.created`,
    )
    this.#delete = writer.prepare('DELETE FROM attachments WHERE db = ? AND id = ? AND name = ?')
    this.#deleteOfDocument = writer.prepare('DELETE FROM attachments WHERE db = ? AND id = ?')
    this.#deleteOfDatabase = writer.prepare('DELETE FROM attachments WHERE db = ?')
  }

  /** Adds an attachment, or replaces the one of that name. */
  put(attachment: Attachment): void {
    const { db, id, name, contentType, bytes, digest, created } = attachment
    this.#put.run(db, id, name, contentType, bytes, digest, created)
  }

  /** Removes one attachment, if it is there. */
  remove(db: string, id: string, name: string): void {
    this.#delete.run(db, id, name)
  }

  /** Removes all attachments of a document. */
  clear(db: string, id: string): void {
    this.#deleteOfDocument.run(db, id)
  }

  /** Removes all attachments of a database. */
  drop(db: string): void {
    this.#deleteOfDatabase.run(db)
  }
}
