import type { Attachment, Belongings, Job, NewViewRow, Strays, UniqueKey } from '../port.ts'
import type { Row, Statement } from './link.ts'
import type { Links } from './links.ts'
import { integerAt, textAt } from './rows.ts'
import { stored } from './text.ts'

const statement = (name: string, text: string): Statement => ({ name, text })
const ofDocuments = 'WHERE db = $1 AND id = ANY ($2)'

const counts = statement(
  'document-counts',
  'SELECT db, count(*) FROM crossbar.documents GROUP BY db ORDER BY db',
)
const present = statement('present', `SELECT id FROM crossbar.documents ${ofDocuments}`)
const rowsOf = statement(
  'rows-of',
  `SELECT id, view, encode(sort_key, 'hex'), key, value FROM crossbar.view_rows ${ofDocuments}`,
)
const keysOf = statement('keys-of', `SELECT id, scope, name, value FROM crossbar.unique_keys ${ofDocuments}`)
const attachmentsOf = statement(
  'attachments-of',
  `SELECT id, name, content_type, bytes, digest, created FROM crossbar.attachments ${ofDocuments} ORDER BY name`,
)
const jobsBehind = statement(
  'jobs-behind',
  'SELECT id, kind, payload, run_at, attempts FROM crossbar.jobs WHERE id > $1 ORDER BY id LIMIT $2',
)
const everyMeta = statement('all-meta', 'SELECT name, value FROM crossbar.meta ORDER BY name')

const stray = (table: string): { readonly count: Statement; readonly remove: Statement } => {
  const from = `FROM crossbar.${table} s
    WHERE NOT EXISTS (SELECT 1 FROM crossbar.documents d WHERE d.db = s.db AND d.id = s.id)`
  return {
    count: statement(`stray-${table}`, `SELECT count(*) ${from}`),
    remove: statement(
      `remove-stray-${table}`,
      `WITH gone AS (DELETE ${from} RETURNING 1) SELECT count(*) FROM gone`,
    ),
  }
}
const strayTables = [stray('view_rows'), stray('unique_keys'), stray('attachments')] as const

/** Reads for checking and copying a whole database. */
export class Inspection {
  readonly #links: Links

  constructor(links: Links) {
    this.#links = links
  }

  /** See `Store.documentCounts`. */
  async documentCounts(): Promise<readonly { readonly db: string; readonly documents: number }[]> {
    const rows = await this.#links.over(this.#links.heavy, counts, [])
    return rows.map((row) => ({ db: textAt(row, 0), documents: integerAt(row, 1) }))
  }

  /** See `Store.belongings`. */
  async belongings(db: string, ids: readonly string[]): Promise<ReadonlyMap<string, Belongings>> {
    const place = [stored(db), ids.map(stored)]
    const read = (what: Statement): Promise<readonly Row[]> => this.#links.read(what, place)
    const [here, rows, keys, attachments] = await Promise.all([
      read(present),
      read(rowsOf),
      read(keysOf),
      read(attachmentsOf),
    ])
    const found = new Map(
      here.map((row) => {
        const none: Found = { rows: [], uniqueKeys: [], attachments: [] }
        return [textAt(row, 0), none]
      }),
    )
    for (const row of rows) found.get(textAt(row, 0))?.rows.push(viewRowOf(row))
    for (const row of keys)
      found.get(textAt(row, 0))?.uniqueKeys.push({
        scope: textAt(row, 1),
        name: textAt(row, 2),
        value: textAt(row, 3),
      })
    for (const row of attachments) found.get(textAt(row, 0))?.attachments.push(attachmentOf(db, row))
    return found
  }

  /** See `Store.strays`. */
  async strays(remove: boolean): Promise<Strays> {
    const numbers: number[] = []
    for (const table of strayTables) {
      const [row] = await this.#links.over(this.#links.heavy, remove ? table.remove : table.count, [])
      numbers.push(integerAt(row ?? [], 0))
    }
    const [rows = 0, uniqueKeys = 0, attachments = 0] = numbers
    return { rows, uniqueKeys, attachments }
  }

  /** See `Store.jobs`. */
  async jobs(page: { readonly after?: string; readonly limit: number }): Promise<readonly Job[]> {
    const rows = await this.#links.read(jobsBehind, [stored(page.after ?? ''), page.limit])
    return rows.map((row) => ({
      id: textAt(row, 0),
      kind: textAt(row, 1),
      payload: textAt(row, 2),
      runAt: integerAt(row, 3),
      attempts: integerAt(row, 4),
    }))
  }

  /** See `Store.allMeta`. */
  async allMeta(): Promise<readonly { readonly name: string; readonly value: string }[]> {
    const rows = await this.#links.read(everyMeta, [])
    return rows.map((row) => ({ name: textAt(row, 0), value: textAt(row, 1) }))
  }
}

interface Found {
  readonly rows: NewViewRow[]
  readonly uniqueKeys: UniqueKey[]
  readonly attachments: Attachment[]
}

function viewRowOf(row: Row): NewViewRow {
  return {
    view: textAt(row, 1),
    sortKey: Buffer.from(row[2] ?? '', 'hex'),
    key: textAt(row, 3),
    value: textAt(row, 4),
  }
}

function attachmentOf(db: string, row: Row): Attachment {
  return {
    db,
    id: textAt(row, 0),
    name: textAt(row, 1),
    contentType: textAt(row, 2),
    bytes: integerAt(row, 3),
    digest: textAt(row, 4),
    created: integerAt(row, 5),
  }
}
