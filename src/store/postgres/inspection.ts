import type { Attachment, Belongings, Job, NewViewRow, Strays, UniqueKey } from '../port.ts'
import type { Row, Statement, Value } from './link.ts'
import type { Links, Reading } from './links.ts'
import { integerAt, textAt } from './rows.ts'
import { stored } from './text.ts'
import { jobOf } from './work.ts'

const statement = (name: string, text: string): Statement => ({ name, text })

const counts = statement(
  'document-counts',
  'SELECT db, count(*) FROM crossbar.documents GROUP BY db ORDER BY db',
)
const existing = statement('existing', 'SELECT id FROM crossbar.documents WHERE db = $1 AND id = ANY ($2)')
const rowsOf = statement(
  'rows-of',
  `SELECT id, view, encode(coalesce(whole_key, sort_key), 'hex'), key, value FROM crossbar.view_rows
   WHERE db = $1 AND id = ANY ($2)`,
)
const keysOf = statement(
  'keys-of',
  `SELECT id, scope, name, coalesce(whole_value, value) FROM crossbar.unique_keys
   WHERE db = $1 AND id = ANY ($2)`,
)
const attachmentsOf = statement(
  'attachments-of',
  `SELECT id, name, content_type, bytes, digest, created FROM crossbar.attachments
   WHERE db = $1 AND id = ANY ($2) ORDER BY name`,
)
const jobs = statement(
  'all-jobs',
  'SELECT id, kind, payload, run_at, attempts FROM crossbar.jobs WHERE id > $1 ORDER BY id LIMIT $2',
)
const meta = statement('all-meta', 'SELECT name, value FROM crossbar.meta ORDER BY name')

/** Whose document is not there. */
const stray = (table: string): string =>
  `crossbar.${table} b WHERE NOT EXISTS (SELECT FROM crossbar.documents d WHERE d.db = b.db AND d.id = b.id)`
const strayTables = ['view_rows', 'unique_keys', 'attachments'] as const

/** See `Store.documentCounts`. */
export async function documentCounts(
  links: Reading,
): Promise<readonly { readonly db: string; readonly documents: number }[]> {
  const rows = await links.over(links.long, counts, [])
  return rows.map((row) => ({ db: textAt(row, 0), documents: integerAt(row, 1) }))
}

/** Reads for checking and copying a whole database; they may take long. */
export class Inspection {
  readonly #links: Links

  constructor(links: Links) {
    this.#links = links
  }

  /** See `Store.documentCounts`. */
  documentCounts(): Promise<readonly { readonly db: string; readonly documents: number }[]> {
    return documentCounts(this.#links)
  }

  /** See `Store.belongings`. */
  async belongings(db: string, ids: readonly string[]): Promise<ReadonlyMap<string, Belongings>> {
    const values = [stored(db), [...new Set(ids.map(stored))]]
    const [found, rows, keys, attachments] = await Promise.all(
      [existing, rowsOf, keysOf, attachmentsOf].map((each) => this.#read(each, values)),
    )
    const belongings = new Map<
      string,
      { rows: NewViewRow[]; uniqueKeys: UniqueKey[]; attachments: Attachment[] }
    >()
    for (const row of found ?? [])
      belongings.set(textAt(row, 0), { rows: [], uniqueKeys: [], attachments: [] })
    for (const row of rows ?? []) belongings.get(textAt(row, 0))?.rows.push(viewRowOf(row))
    for (const row of keys ?? [])
      belongings
        .get(textAt(row, 0))
        ?.uniqueKeys.push({ scope: textAt(row, 1), name: textAt(row, 2), value: textAt(row, 3) })
    for (const row of attachments ?? [])
      belongings.get(textAt(row, 0))?.attachments.push(attachmentOf(db, row))
    return belongings
  }

  /** See `Store.strays`. */
  async strays(remove: boolean): Promise<Strays> {
    const { heavy, long } = this.#links
    const [rows = 0, uniqueKeys = 0, attachments = 0] = await Promise.all(
      strayTables.map(async (table) => {
        const [row] = remove
          ? await this.#links.over(heavy, removal(table), [])
          : await this.#links.over(
              long,
              statement(`strays-${table}`, `SELECT count(*) FROM ${stray(table)}`),
              [],
            )
        return integerAt(row ?? [], 0)
      }),
    )
    return { rows, uniqueKeys, attachments }
  }

  /** See `Store.jobs`. */
  async jobs({
    after = '',
    limit,
  }: {
    readonly after?: string
    readonly limit: number
  }): Promise<readonly Job[]> {
    return (await this.#read(jobs, [stored(after), limit])).map(jobOf)
  }

  /** See `Store.allMeta`. */
  async allMeta(): Promise<readonly { readonly name: string; readonly value: string }[]> {
    return (await this.#read(meta, [])).map((row) => ({ name: textAt(row, 0), value: textAt(row, 1) }))
  }

  #read(what: Statement, values: readonly Value[]): Promise<readonly Row[]> {
    return this.#links.over(this.#links.long, what, values)
  }
}

function removal(table: (typeof strayTables)[number]): Statement {
  const removed = `DELETE FROM ${stray(table)} RETURNING 1`
  return statement(`remove-strays-${table}`, `WITH removed AS (${removed}) SELECT count(*) FROM removed`)
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
