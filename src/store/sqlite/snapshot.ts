import type { DatabaseSync } from 'node:sqlite'
import type { Attachment, Snapshot, StoredDocument } from '../port.ts'
import { single } from './columns.ts'
import { wholePage, type DocumentPage } from './documents.ts'
import { asUnavailable } from './errors.ts'
import { prepare, type Prepared } from './reads.ts'

/**
 * Begins to read one moment of the database (https://sqlite.org/isolation.html), over a connection that `open` opens.
 * Throws `StoreUnavailable` when it cannot be read.
 */
export function openSnapshot(open: () => DatabaseSync): Snapshot {
  return available(() => {
    const connection = open()
    try {
      connection.exec('BEGIN')
      // The transaction begins with its first read.
      single(connection, 'SELECT count(*) FROM (SELECT 1 FROM documents LIMIT 1)')
      return new SqliteSnapshot(connection)
    } catch (error) {
      connection.close()
      throw error
    }
  })
}

class SqliteSnapshot implements Snapshot {
  readonly #connection: DatabaseSync
  readonly #prepared: Prepared

  constructor(connection: DatabaseSync) {
    this.#connection = connection
    this.#prepared = prepare(connection)
  }

  async get(db: string, id: string): Promise<StoredDocument | undefined> {
    return this.#run(({ documents }) => documents.get(db, id))
  }

  documents(page: DocumentPage): Promise<readonly StoredDocument[]> {
    return wholePage(page, (each) => this.#run(({ documents }) => documents.page(each)))
  }

  async databases(): Promise<readonly string[]> {
    return this.#run(({ documents }) => documents.databases())
  }

  async documentCounts(): Promise<readonly { readonly db: string; readonly documents: number }[]> {
    return this.#run(({ inspection }) => inspection.counts())
  }

  async attachments(db: string, id: string): Promise<readonly Attachment[]> {
    return this.#run(({ attachments }) => attachments.ofDocument(db, id))
  }

  async readMeta(name: string): Promise<string | undefined> {
    return this.#run(({ work }) => work.meta(name))
  }

  async close(): Promise<void> {
    if (this.#connection.isOpen) this.#connection.close()
  }

  #run<T>(read: (prepared: Prepared) => T): T {
    return available(() => read(this.#prepared))
  }
}

/** Does work; trouble with the database's surroundings becomes `StoreUnavailable`. */
function available<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asUnavailable(error)
  }
}
