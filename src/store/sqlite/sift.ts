import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Scan, Sifted } from '../port.ts'
import { numberOf, type Shape } from '../scan-shape.ts'
import { mostFieldTests, type FieldTest, type Sieve } from '../sieve.ts'
import { boundLimit, integer, query } from './columns.ts'
import { documentColumns } from './documents.ts'
import { bounded, FullRow, rangeSql, rowColumns } from './scan.ts'

/** Reads what passes a sieve of a range of a view, with a statement for each shape and number of fields. */
export class SiftReads {
  readonly #reader: DatabaseSync
  readonly #statements: StatementSync[] = []

  constructor(reader: DatabaseSync) {
    this.#reader = reader
  }

  /** See `Store.sift`. */
  sift(scan: Omit<Scan, 'documents'>, sieve: Sieve): Sifted {
    const { shape, values } = bounded(scan, true)
    const { limit, view } = scan
    const { created, modified, fields } = sieve
    const times = [created.from, created.to, modified.from, modified.to]
    const found = this.#statement(shape, fields.length).all(
      ...values,
      limit,
      limit,
      ...times,
      ...fields.flatMap(testValues),
    )
    const rows = found.map((row) => new FullRow(view, row))
    const last = rows.at(-1)
    return last && integer(found.at(-1)?.[13]) === limit ? { rows, behind: last } : { rows }
  }

  #statement(shape: Shape, fields: number): StatementSync {
    const number = numberOf(shape) * (mostFieldTests + 1) + fields
    return (this.#statements[number] ??= query(this.#reader, siftSql(shape, fields)))
  }
}

/**
 * The statement for one shape of scan and number of fields. The last row that is looked at is read whether it passes
 * or not: it tells how far the statement came.
 */
export function siftSql(shape: Shape, fields: number): string {
  const tests = Array.from({ length: fields }, () => `AND ${fieldTest}`).join(' ')
  return `
    SELECT ${rowColumns}, ${documentColumns}, v.place
    FROM (SELECT v.*, row_number() OVER () AS place
          FROM (SELECT v.* FROM view_rows v ${rangeSql(shape)} ${boundLimit}) v) v
    CROSS JOIN documents d ON d.number = v.document
    WHERE v.place = ? + 0
      OR (d.created BETWEEN ? AND ? AND d.modified BETWEEN ? AND ? ${tests})`
}

/**
 * Takes whether the field may be absent, the values (a JSON list) with whether it is to be among them, and the path.
 * SQLite does not look into JSON that is nested more than 1,000 deep: such a document passes, as a list does.
 */
const fieldTest = `(
  SELECT CASE
    WHEN field IS NULL THEN ?
    WHEN substr(field, 1, 1) IN ('[', '{') THEN 1
    ELSE (field IN (SELECT value FROM json_each(?))) = ?
  END FROM (SELECT CASE WHEN json_valid(d.body) THEN d.body -> ? ELSE '[' END AS field))`

function testValues({ path, values, among, absent }: FieldTest): readonly SQLInputValue[] {
  const where = `$${path.map((name) => `."${name}"`).join('')}`
  return [Number(absent), JSON.stringify(values), Number(among), where]
}
