import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Scan, StoredDocument, ViewRow } from '../port.ts'
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
  readonly #countFrom: StatementSync
  readonly #countBetween: StatementSync

  constructor(reader: DatabaseSync) {
    for (const shape of everyShape()) this.#statements[numberOf(shape)] = query(reader, scanSql(shape))
    const count = `SELECT count(*) FROM view_rows v WHERE ${inView} AND v.sort_key >= ?`
    this.#countFrom = query(reader, count)
    this.#countBetween = query(reader, `${count} AND v.sort_key <= ?`)
  }

  /** See `Store.scan`. */
  scan(scan: Scan): readonly ViewRow[] {
    const { db, view, descending, documents = false } = scan
    // Bounds in the direction of the scan.
    const [from, to] = descending ? [scan.high, scan.low] : [scan.low, scan.high]
    const after = scan.after && isInside(scan.after.sortKey, from, descending) ? scan.after : undefined
    const start = after ? startBehind : from ? startAt : startEdge
    const values: SQLInputValue[] = [db, view]
    if (after) values.push(after.sortKey, after.id)
    else if (from) values.push(from)
    if (to) values.push(to)
    values.push(scan.limit)
    const number = numberOf({ start, ends: to !== undefined, descending, documents })
    const rows = this.#statements[number]?.all(...values) ?? []
    return rows.map((row) => new ScannedRow(view, row, documents))
  }

  /** See `Store.count`. */
  count({ db, view, low = lowest, high }: Pick<Scan, 'db' | 'view' | 'low' | 'high'>): number {
    const row = high ? this.#countBetween.get(db, view, low, high) : this.#countFrom.get(db, view, low)
    return integer(row?.[0])
  }
}

/** A row of a scan. Few readers need its sort key: it comes as text, which costs a fraction of what bytes do. */
class ScannedRow implements ViewRow {
  readonly view: string
  readonly id: string
  readonly key: string
  readonly value: string
  declare readonly document?: StoredDocument
  readonly #sortKey: string

  constructor(view: string, row: Row, documents: boolean) {
    this.view = view
    this.#sortKey = text(row[0])
    this.id = text(row[1])
    this.key = text(row[2])
    this.value = text(row[3])
    if (documents) this.document = documentOf(row, 4)
  }

  get sortKey(): Uint8Array {
    return Buffer.from(this.#sortKey, 'hex')
  }
}

/** Rows of one view of one database, which takes db and view. No number, no rows. */
const inView = 'v.view = (SELECT n.number FROM views n WHERE n.db = ? AND n.name = ?)'

/** The statement for one shape of scan: a single range of the rows, which are stored by (view, sort_key, id). */
export function scanSql({ start, ends, descending, documents }: Shape): string {
  const [further, back, order] = descending ? ['<', '>', 'DESC'] : ['>', '<', 'ASC']
  const from = {
    [startEdge]: '',
    [startAt]: `AND v.sort_key ${further}= ?`,
    [startBehind]: `AND (v.sort_key, v.id) ${further} (?, ?)`,
  }
  return `
    SELECT hex(v.sort_key), v.id, v.key, v.value ${documents ? `, ${documentColumns}` : ''}
    FROM view_rows v ${documents ? 'CROSS JOIN documents d ON d.number = v.document' : ''}
    WHERE ${inView} ${from[start]} ${ends ? `AND v.sort_key ${back}= ?` : ''}
    ORDER BY v.sort_key ${order}, v.id ${order} ${boundLimit}`
}
