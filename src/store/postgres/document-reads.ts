import type { Store, StoredDocument, UniqueKey } from '../port.ts'
import { foldedText } from './folding.ts'
import { GatheredReads, type Finding } from './gathered-reads.ts'
import type { Row, Statement } from './link.ts'
import type { Reading } from './links.ts'
import { documentColumns, documentOf, textAt } from './rows.ts'
import { stored } from './text.ts'

type DocumentPage = Parameters<Store['documents']>[0]
/** How many documents are looked through at a time when those of one type are asked for. */
const sliceSize = 1000

const getSome: Statement = {
  name: 'get-many',
  text: `SELECT d.id, ${documentColumns} FROM crossbar.documents d WHERE d.db = $1 AND d.id = ANY ($2)`,
}
interface Place {
  readonly db: string
  readonly id: string
}

const documentsByPlace: Finding<Place, StoredDocument> = {
  one: {
    name: 'get',
    text: `SELECT ${documentColumns} FROM crossbar.documents d WHERE d.db = $1 AND d.id = $2`,
  },
  each: {
    name: 'get-each',
    text: `SELECT w.n, ${documentColumns}
           FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w (db, id, n)
           JOIN crossbar.documents d ON d.db = w.db AND d.id = w.id`,
  },
  texts: ({ db, id }) => [stored(db), stored(id)],
  found: ({ db, id }, row) => documentOf(db, id, row, 0),
}
const holdersByKey: Finding<UniqueKey, Place> = {
  one: {
    name: 'holder',
    text: 'SELECT db, id FROM crossbar.unique_keys WHERE scope = $1 AND name = $2 AND value = $3',
  },
  each: {
    name: 'holder-each',
    text: `SELECT w.n, k.db, k.id
           FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS w (scope, name, value, n)
           JOIN crossbar.unique_keys k ON k.scope = w.scope AND k.name = w.name AND k.value = w.value`,
  },
  texts: ({ scope, name, value }) => [stored(scope), stored(name), foldedText(stored(value))],
  found: (_, row) => ({ db: textAt(row, 0), id: textAt(row, 1) }),
}

// Jumps from one database to the next instead of reading every document.
const everyDatabase: Statement = {
  name: 'databases',
  text: `WITH RECURSIVE found (db) AS (
           SELECT min(db) FROM crossbar.documents
           UNION ALL
           SELECT (SELECT min(d.db) FROM crossbar.documents d WHERE d.db > found.db) FROM found
           WHERE found.db IS NOT NULL
         )
         SELECT db FROM found WHERE db IS NOT NULL`,
}
const pages = pageStatements('pages', '(d.db, d.id) > ($1, $2)')
const pagesOfOne = pageStatements('pages-of-one', 'd.db = $1 AND d.id > $2')

interface PageStatements {
  /** Documents of all types. */
  readonly all: Statement
  /** Of the next slice those of one type, and its last one: its body is null unless it is of the type. */
  readonly slice: Statement
}

/** Reads of documents and of what identifies them. */
export class DocumentReads {
  readonly #links: Reading
  readonly #documents: GatheredReads<Place, StoredDocument>
  readonly #holders: GatheredReads<UniqueKey, Place>

  /** `apart`: tenants lie on different machines. */
  constructor(links: Reading, apart: boolean) {
    this.#links = links
    this.#documents = new GatheredReads(links, documentsByPlace, apart)
    this.#holders = new GatheredReads(links, holdersByKey, apart)
  }

  /** See `Store.get`. */
  get(db: string, id: string): Promise<StoredDocument | undefined> {
    return this.#documents.read({ db, id })
  }

  /** See `Store.getMany`. */
  async getMany(db: string, ids: readonly string[]): Promise<readonly StoredDocument[]> {
    if (ids.length === 0) return []
    const rows = await this.#links.read(getSome, [stored(db), [...new Set(ids.map(stored))]])
    const found = new Map<string, Row>(rows.map((row) => [textAt(row, 0), row]))
    return ids.flatMap((id) => {
      const row = found.get(id)
      return row ? [documentOf(db, id, row, 1)] : []
    })
  }

  /** See `Store.holder`. */
  holder(key: UniqueKey): Promise<Place | undefined> {
    return this.#holders.read(key)
  }

  /** See `Store.databases`. */
  async databases(): Promise<readonly string[]> {
    const { long } = this.#links
    return (await this.#links.over(long, everyDatabase, [])).map((row) => textAt(row, 0))
  }

  /** See `Store.documents`. Looking for a rare type may take many slices: others get their turn in between. */
  async page({ db, type, after, limit }: DocumentPage): Promise<readonly StoredDocument[]> {
    if (db !== undefined && after !== undefined && after.db > db) return []
    const statements = db === undefined ? pages : pagesOfOne
    const { long } = this.#links
    // Every document lies behind an empty id.
    let from = db === undefined || after?.db === db ? (after ?? { db: '', id: '' }) : { db, id: '' }
    if (type === undefined) {
      const values = [stored(from.db), stored(from.id), limit]
      return (await this.#links.over(long, statements.all, values)).map(documentAt)
    }
    const found: StoredDocument[] = []
    for (;;) {
      const values = [stored(from.db), stored(from.id), stored(type)]
      const rows = await this.#links.over(long, statements.slice, values)
      for (const row of rows) if (row[7] !== null) found.push(documentAt(row))
      const last = rows.find((row) => row[9] === String(sliceSize))
      if (!last || found.length >= limit) return found.slice(0, limit)
      from = { db: textAt(last, 0), id: textAt(last, 1) }
    }
  }
}

function documentAt(row: Row): StoredDocument {
  return documentOf(textAt(row, 0), textAt(row, 1), row, 2)
}

function pageStatements(name: string, behind: string): PageStatements {
  const from = `FROM crossbar.documents d WHERE ${behind} ORDER BY d.db, d.id`
  const body = (column: string): string => `CASE WHEN type = $3 THEN ${column} END AS ${column}`
  return {
    all: { name, text: `SELECT d.db, d.id, ${documentColumns} ${from} LIMIT $3` },
    slice: {
      name: `${name}-of-type`,
      text: `SELECT db, id, type, rev, created, modified, deleted, ${body('body')}, ${body('hidden')}, n
             FROM (SELECT d.*, row_number() OVER (ORDER BY d.db, d.id) AS n ${from} LIMIT ${sliceSize}) s
             WHERE type = $3 OR n = ${sliceSize} ORDER BY n`,
    },
  }
}
