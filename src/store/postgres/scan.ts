import type { RowPlace, Scan, StoredDocument, ViewPage, ViewRow } from '../port.ts'
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
import { foldedBytes } from './folding.ts'
import type { Row, Statement, Value } from './link.ts'
import type { Links } from './links.ts'
import { documentColumns, documentOf, integerAt, textAt } from './rows.ts'
import { restored, stored } from './text.ts'

const countFrom: Statement = {
  name: 'count-from',
  text: 'SELECT count(*) FROM crossbar.view_rows WHERE db = $1 AND view = $2 AND sort_key >= $3',
}
const countBetween: Statement = { name: 'count-between', text: `${countFrom.text} AND sort_key <= $4` }

/** Reads ranges of views. */
export class ViewReads {
  readonly #links: Links
  readonly #statements: Statement[] = []

  constructor(links: Links) {
    this.#links = links
    for (const shape of everyShape()) this.#statements[numberOf(shape)] = scanStatement(shape)
  }

  /** See `Store.scan`. */
  async scan(scan: Scan): Promise<readonly ViewRow[]> {
    const { db, view, documents = false } = scan
    const { shape, values } = bounded(scan, documents)
    const statement = this.#statements[numberOf(shape)]
    if (!statement) return []
    const rows = await this.#links.read(statement, values)
    return rows.map((row) => (documents ? new FullRow(db, view, row) : new ScannedRow(view, row)))
  }

  /** See `Store.page`. */
  async page(scan: Omit<Scan, 'documents'>): Promise<ViewPage> {
    const rows = await this.scan({ ...scan, limit: scan.limit + 1 })
    const shown = rows.slice(0, scan.limit)
    const [last, next] = [shown.at(-1), rows[scan.limit]]
    const page = { text: shown.map(({ value }) => value).join(','), count: shown.length }
    return last && next ? { ...page, turn: [placeOf(last), placeOf(next)] } : page
  }

  /** See `Store.count`. */
  async count({ db, view, low = lowest, high }: Pick<Scan, 'db' | 'view' | 'low' | 'high'>): Promise<number> {
    const statement = high ? countBetween : countFrom
    const values = [stored(db), stored(view), foldedBytes(low), ...(high ? [foldedBytes(high)] : [])]
    const [row] = await this.#links.read(statement, values)
    return integerAt(row ?? [], 0)
  }
}

function placeOf({ id, key }: ViewRow): RowPlace {
  return { id, key }
}

/** The shape of a scan, and what is bound to its range. */
export function bounded(scan: Scan, documents: boolean): { shape: Shape; values: readonly Value[] } {
  const { db, view, descending, limit } = scan
  // Bounds in the direction of the scan.
  const [from, to] = (descending ? [scan.high, scan.low] : [scan.low, scan.high]).map(
    (bound) => bound && foldedBytes(bound),
  )
  const behind = scan.after && { key: foldedBytes(scan.after.sortKey), id: scan.after.id }
  const after = behind && isInside(behind.key, from, descending) ? behind : undefined
  const start = after ? startBehind : from ? startAt : startEdge
  const values: Value[] = [stored(db), stored(view), limit]
  if (after) values.push(after.key, stored(after.id))
  else if (from) values.push(from)
  if (to) values.push(to)
  return { shape: { start, ends: to !== undefined, descending, documents }, values }
}

/** A row of a scan. Few readers need its sort key, and only they pay for turning its digits into bytes. */
class ScannedRow implements ViewRow {
  readonly view: string
  readonly id: string
  readonly key: string
  readonly value: string
  readonly #sortKey: string

  constructor(view: string, row: Row) {
    this.view = view
    this.#sortKey = row[0] ?? ''
    this.id = textAt(row, 1)
    this.key = restored(row[2] ?? '')
    this.value = restored(row[3] ?? '')
  }

  get sortKey(): Uint8Array {
    return Buffer.from(this.#sortKey, 'hex')
  }
}

/** A row with its document: the columns of a row, and then `documentColumns`. */
export class FullRow extends ScannedRow {
  readonly document: StoredDocument

  constructor(db: string, view: string, row: Row) {
    super(view, row)
    this.document = documentOf(db, this.id, row, 4)
  }
}

/** The columns of a row without its document. */
export const rowColumns = "encode(coalesce(v.whole_key, v.sort_key), 'hex'), v.id, v.key, v.value"

/** The statement for one shape of scan: a single range of the primary key. */
export function scanStatement(shape: Shape): Statement {
  const rows = rangeText(shape)
  return {
    name: `scan-${numberOf(shape)}`,
    text: shape.documents
      ? `SELECT ${rowColumns}, ${documentColumns} FROM (${rows}) v
         JOIN crossbar.documents d ON d.db = v.db AND d.id = v.id ${orderText(shape)}`
      : `SELECT ${rowColumns} FROM (${rows}) v`,
  }
}

/** The rows of one shape of scan. It takes `boundCount` parameters. */
export function rangeText(shape: Shape): string {
  const { start, ends, descending } = shape
  const [further, back] = descending ? ['<', '>'] : ['>', '<']
  const from = {
    [startEdge]: '',
    [startAt]: `AND v.sort_key ${further}= $4`,
    [startBehind]: `AND (v.sort_key, v.id) ${further} ($4, $5)`,
  }
  const end = ends ? `AND v.sort_key ${back}= $${4 + start}` : ''
  return `SELECT v.db, v.sort_key, v.whole_key, v.id, v.key, v.value FROM crossbar.view_rows v
    WHERE v.db = $1 AND v.view = $2 ${from[start]} ${end} ${orderText(shape)} LIMIT $3`
}

/** The order of one shape of scan. */
export function orderText({ descending }: Shape): string {
  const order = descending ? 'DESC' : 'ASC'
  return `ORDER BY v.sort_key ${order}, v.id ${order}`
}

/** How many parameters the range of a shape of scan has. */
export function boundCount({ start, ends }: Shape): number {
  return 3 + start + (ends ? 1 : 0)
}
