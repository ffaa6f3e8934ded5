import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Store, StoredDocument, UniqueKey } from '../port.ts'
import { boundLimit, integer, query, text } from './columns.ts'
import type { Row } from './columns.ts'

/** The columns of a document, in the order that `documentOf` reads them; of table `d`. */
export const documentColumns = 'd.db, d.id, d.type, d.rev, d.created, d.modified, d.deleted, d.body, d.hidden'

/** Builds a document from columns `documentColumns`, the first of which is at position `at`. */
export function documentOf(row: Row, at: number): StoredDocument {
  return {
    db: text(row[at]),
    id: text(row[at + 1]),
    type: text(row[at + 2]),
    rev: text(row[at + 3]),
    created: integer(row[at + 4]),
    modified: integer(row[at + 5]),
    deleted: row[at + 6] !== 0,
    body: text(row[at + 7]),
    hidden: text(row[at + 8]),
  }
}

/** How many documents are looked through at a time when those of one type are asked for. */
const sliceSize = 1000

/** Documents asked for in one go. */
export type DocumentPage = Parameters<Store['documents']>[0]
interface Position {
  readonly db: string
  readonly id: string
}

/** A piece of a page of documents, and the position to go on from; `next` is absent at the end. */
interface Piece {
  readonly documents: readonly StoredDocument[]
  readonly next?: Position
}

/** Reads of documents and of what identifies them. */
export class DocumentReads {
  readonly #get: StatementSync
  readonly #holder: StatementSync
  readonly #databases: StatementSync
  readonly #everywhere: PageStatements
  readonly #inOneDatabase: PageStatements

  constructor(reader: DatabaseSync) {
    this.#get = query(reader, `SELECT ${documentColumns} FROM documents d WHERE d.db = ? AND d.id = ?`)
    this.#holder = query(
      reader,
      `SELECT d.db, d.id FROM unique_keys k CROSS JOIN documents d ON d.number = k.document
       WHERE k.scope = ? AND k.name = ? AND k.value = ?`,
    )
    // Jumps from one database to the next instead of reading every document.
    this.#databases = query(
      reader,
      `WITH RECURSIVE found (db) AS (
         SELECT min(db) FROM documents
         UNION ALL
         SELECT (SELECT min(db) FROM documents WHERE db > found.db) FROM found WHERE found.db IS NOT NULL
       )
       SELECT db FROM found WHERE db IS NOT NULL`,
    )
    this.#everywhere = pageStatements(reader, '(d.db, d.id) > (?, ?)', '(d.db, d.id) <= (?, ?)')
    this.#inOneDatabase = pageStatements(reader, 'd.db = ? AND d.id > ?', 'd.db = ? AND d.id <= ?')
  }

  /** See `Store.get`. */
  get(db: string, id: string): StoredDocument | undefined {
    const row = this.#get.get(db, id)
    return row && documentOf(row, 0)
  }

  /** See `Store.getMany`. */
  getMany(db: string, ids: readonly string[]): readonly StoredDocument[] {
    return ids.map((id) => this.get(db, id)).filter((document) => document !== undefined)
  }

  /** See `Store.holder`. */
  holder(key: UniqueKey): Position | undefined {
    const row = this.#holder.get(key.scope, key.name, key.value)
    return row && { db: text(row[0]), id: text(row[1]) }
  }

  /** See `Store.databases`. */
  databases(): readonly string[] {
    return this.#databases.all().map((row) => text(row[0]))
  }

  /**
   * See `Store.documents`. Asked for one type, it looks through a bounded number of
   * documents only, and may find none of that type: go on from `next`.
   */
  page({ db, type, after, limit }: DocumentPage): Piece {
    if (db !== undefined && after !== undefined && after.db > db) return { documents: [] }
    // Every document lies behind an empty id.
    const from = db === undefined || after?.db === db ? (after ?? { db: '', id: '' }) : { db, id: '' }
    const statements = db === undefined ? this.#everywhere : this.#inOneDatabase
    if (type === undefined) return { documents: statements.all.all(from.db, from.id, limit).map(toDocument) }
    const end = statements.sliceEnd.get(from.db, from.id)
    if (!end) return { documents: statements.rest.all(from.db, from.id, type, limit).map(toDocument) }
    const next = { db: text(end[0]), id: text(end[1]) }
    const found = statements.slice.all(from.db, from.id, next.db, next.id, type, limit)
    return { documents: found.map(toDocument), next }
  }
}

/** A whole page, read piece by piece. */
export async function wholePage(
  page: DocumentPage,
  read: (page: DocumentPage) => Piece,
): Promise<readonly StoredDocument[]> {
  const found: StoredDocument[] = []
  let from = page
  for (;;) {
    const piece = read(from)
    found.push(...piece.documents)
    if (!piece.next || found.length >= page.limit) return found
    from = { ...page, after: piece.next, limit: page.limit - found.length }
    // Looking for a rare type may take many pieces: others get their turn in between.
    await nextTurn()
  }
}

interface PageStatements {
  /** Documents of all types. */
  readonly all: StatementSync
  /** The last position of the next slice; none when fewer documents are left. */
  readonly sliceEnd: StatementSync
  /** Documents of one type, up to a position. */
  readonly slice: StatementSync
  /** Documents of one type, up to the end. */
  readonly rest: StatementSync
}

function pageStatements(reader: DatabaseSync, behind: string, upTo: string): PageStatements {
  const from = `FROM documents d WHERE ${behind}`
  const order = 'ORDER BY d.db, d.id'
  return {
    all: query(reader, `SELECT ${documentColumns} ${from} ${order} ${boundLimit}`),
    sliceEnd: query(reader, `SELECT d.db, d.id ${from} ${order} LIMIT 1 OFFSET ${sliceSize - 1}`),
    slice: query(
      reader,
      `SELECT ${documentColumns} ${from} AND ${upTo} AND d.type = ? ${order} ${boundLimit}`,
    ),
    rest: query(reader, `SELECT ${documentColumns} ${from} AND d.type = ? ${order} ${boundLimit}`),
  }
}

function toDocument(row: Row): StoredDocument {
  return documentOf(row, 0)
}
