import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Scan, StoredDocument, ViewPage, ViewRow } from '../port.ts'
import {
  everyShape,
  isInside,
  lowest,
  numberOf,
  startAt,
  startBehind,
  startEdge,
  type Shape,
} from '../scan-shape.ts'
import { boundLimit, integer, query, text, type Row } from './columns.ts'
import { documentColumns, documentOf } from './documents.ts'

/** Reads ranges of views, with statements that are all prepared beforehand: one for each shape. */
export class ViewReads {
  readonly #statements: StatementSync[] = []
  readonly #pages: StatementSync[] = []
  readonly #countFrom: StatementSync
  readonly #countBetween: StatementSync

  constructor(reader: DatabaseSync) {
    for (const shape of everyShape()) {
      this.#statements[numberOf(shape)] = query(reader, scanSql(shape))
      if (!shape.documents) this.#pages[numberOf(shape)] = query(reader, pageSql(shape))
    }
    const count = `SELECT count(*) FROM view_rows v WHERE ${inView} AND v.sort_key >= ?`
    this.#countFrom = query(reader, count)
    this.#countBetween = query(reader, `${count} AND v.sort_key <= ?`)
  }

  /** See `Store.scan`. */
  scan(scan: Scan): readonly ViewRow[] {
    const { view, documents = false, limit } = scan
    const { shape, values } = bounded(scan, documents)
    const rows = this.#statements[numberOf(shape)]?.all(...values, limit) ?? []
    return rows.map((row) => (documents ? new FullRow(view, row) : new ScannedRow(view, row)))
  }

  /** See `Store.page`. */
  page(scan: Omit<Scan, 'documents'>): ViewPage {
    const { shape, values } = bounded(scan, false)
    const row = this.#pages[numberOf(shape)]?.get(...values, scan.limit, ...values, scan.limit - 1)
    const count = integer(row?.[0])
    if (count === 0) return { text: '', count }
    const page = { text: text(row?.[1]), count }
    const ends = JSON.parse(text(row?.[2])) as readonly (readonly [id: string, key: string])[]
    const [last, next] = ends.map(([id, key]) => ({ id, key }))
    return last && next ? { ...page, turn: [last, next] } : page
  }

  /** See `Store.count`. */
  count({ db, view, low = lowest, high }: Pick<Scan, 'db' | 'view' | 'low' | 'high'>): number {
    const row = high ? this.#countBetween.get(db, view, low, high) : this.#countFrom.get(db, view, low)
    return integer(row?.[0])
  }
}

/** The shape of a scan, and what is bound to its range. */
export function bounded(scan: Scan, documents: boolean): { shape: Shape; values: readonly SQLInputValue[] } {
  const { db, view, descending } = scan
  // Bounds in the direction of the scan.
  const [from, to] = descending ? [scan.high, scan.low] : [scan.low, scan.high]
  const after = scan.after && isInside(scan.after.sortKey, from, descending) ? scan.after : undefined
  const start = after ? startBehind : from ? startAt : startEdge
  const values: SQLInputValue[] = [db, view]
  if (after) values.push(after.sortKey, after.id)
  else if (from) values.push(from)
  if (to) values.push(to)
  return { shape: { start, ends: to !== undefined, descending, documents }, values }
}

/** A row of a scan. Few readers need its sort key: it comes as text, which costs a fraction of what bytes do. */
class ScannedRow implements ViewRow {
  readonly view: string
  readonly id: string
  readonly key: string
  readonly value: string
  readonly #sortKey: string

  constructor(view: string, row: Row) {
    this.view = view
    this.#sortKey = text(row[0])
    this.id = text(row[1])
    this.key = text(row[2])
    this.value = text(row[3])
  }

  get sortKey(): Uint8Array {
    return Buffer.from(this.#sortKey, 'hex')
  }
}

/** A row with its document: the columns of a row, and then `documentColumns`. */
export class FullRow extends ScannedRow {
  readonly document: StoredDocument

  constructor(view: string, row: Row) {
    super(view, row)
    this.document = documentOf(row, 4)
  }
}

/** The columns of a row without its document. */
export const rowColumns = 'hex(v.sort_key), v.id, v.key, v.value'

/** Rows of one view of one database, which takes db and view. No number, no rows. */
const inView = 'v.view = (SELECT n.number FROM views n WHERE n.db = ? AND n.name = ?)'

/** The statement for one shape of scan: a single range of the rows, which are stored by (view, sort_key, id). */
export function scanSql(shape: Shape): string {
  const { documents } = shape
  return `
    SELECT ${rowColumns} ${documents ? `, ${documentColumns}` : ''}
    FROM view_rows v ${documents ? 'CROSS JOIN documents d ON d.number = v.document' : ''}
    ${rangeSql(shape)} ${boundLimit}`
}

/**
 * The statement for a page: how many rows, their values in one text, and the page's last row with the one behind it.
 * One statement sees one state of the database; texts joined by SQLite spare four values a row.
 */
export function pageSql(shape: Shape): string {
  const range = rangeSql(shape)
  return `
    SELECT page.count, page.text, turn.ends
    FROM
      (SELECT count(*) AS count, group_concat(value, ',') AS text
       FROM (SELECT v.value FROM view_rows v ${range} ${boundLimit})) page,
      (SELECT json_group_array(json_array(id, key)) AS ends
       FROM (SELECT v.id, v.key FROM view_rows v ${range} LIMIT 2 OFFSET ? + 0)) turn`
}

/** The range of a shape of scan, as it follows `FROM view_rows v`. */
export function rangeSql({ start, ends, descending }: Shape): string {
  const [further, back, order] = descending ? ['<', '>', 'DESC'] : ['>', '<', 'ASC']
  const from = {
    [startEdge]: '',
    [startAt]: `AND v.sort_key ${further}= ?`,
    [startBehind]: `AND (v.sort_key, v.id) ${further} (?, ?)`,
  }
  const end = ends ? `AND v.sort_key ${back}= ?` : ''
  return `WHERE ${inView} ${from[start]} ${end} ORDER BY v.sort_key ${order}, v.id ${order}`
}
