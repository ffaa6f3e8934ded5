import { DatabaseSync } from 'node:sqlite'
import { StoreUnusable } from '../port.ts'
import { integer, query, single, text } from '../sqlite/columns.ts'
import { checkOrigin, migrations } from '../sqlite/migrations.ts'

/** Binary content that attachments refer to. */
export interface AttachedContent {
  readonly digest: string
  readonly bytes: number
}

/** The content that the attachments in a copy of the database refer to, each once. */
export function attachedTo(copy: string): readonly AttachedContent[] {
  return readingCopy(copy, (connection) =>
    query(connection, 'SELECT digest, max(bytes) FROM attachments GROUP BY digest ORDER BY digest')
      .all()
      .map((row) => ({ digest: text(row[0]), bytes: integer(row[1]) })),
  )
}

/** Throws `StoreUnusable` when a copy of the database is not ours, too new, or damaged. */
export function checkCopy(copy: string): void {
  readingCopy(copy, (connection) => {
    checkOrigin(connection, 'The database in the archive', migrations.length)
    if (single(connection, 'PRAGMA integrity_check(1)') === 'ok') return
    throw new StoreUnusable('The database in the archive is damaged')
  })
}

function readingCopy<T>(copy: string, read: (connection: DatabaseSync) => T): T {
  const connection = new DatabaseSync(copy, { readOnly: true })
  try {
    return read(connection)
  } finally {
    connection.close()
  }
}
