import type { Scan, Sifted } from '../port.ts'
import { numberOf, type Shape } from '../scan-shape.ts'
import { mostFieldTests, type FieldTest, type Sieve } from '../sieve.ts'
import type { Statement, Value } from './link.ts'
import type { Links } from './links.ts'
import { documentColumns, integerAt } from './rows.ts'
import { boundCount, bounded, FullRow, orderText, rangeText, rowColumns } from './scan.ts'
import { stored } from './text.ts'

/** Reads what passes a sieve of a range of a view. */
export class SiftReads {
  readonly #links: Links
  readonly #statements: Statement[] = []

  constructor(links: Links) {
    this.#links = links
  }

  /** See `Store.sift`. */
  async sift(scan: Omit<Scan, 'documents'>, sieve: Sieve): Promise<Sifted> {
    const { db, view, limit } = scan
    const { created, modified, fields } = sieve
    const { shape, values } = bounded(scan, true)
    const times = [created.from, created.to, modified.from, modified.to]
    const tests = fields.flatMap(testValues)
    const statement = this.#statement(shape, fields.length)
    const found = await this.#links.read(statement, [...values, ...times, ...tests])
    const rows = found.map((row) => new FullRow(db, view, row))
    const last = rows.at(-1)
    return last && integerAt(found.at(-1) ?? [], 11) === limit ? { rows, behind: last } : { rows }
  }

  #statement(shape: Shape, fields: number): Statement {
    const number = numberOf(shape) * (mostFieldTests + 1) + fields
    return (this.#statements[number] ??= siftStatement(shape, fields))
  }
}

/**
 * The statement for one shape of scan and number of fields. The last row that is looked at is read whether it passes
 * or not: it tells how far the statement came.
 */
export function siftStatement(shape: Shape, fields: number): Statement {
  const times = boundCount(shape) + 1
  const tests = Array.from(
    { length: fields },
    (_, at) => `AND ${fieldTest(times + 4 + parametersOfTest * at)}`,
  ).join(' ')
  return {
    name: `sift-${numberOf(shape)}-${fields}`,
    text: `
      SELECT ${rowColumns}, ${documentColumns}, v.place
      FROM (SELECT v.*, row_number() OVER (${orderText(shape)}) AS place FROM (${rangeText(shape)}) v) v
      JOIN crossbar.documents d ON d.db = v.db AND d.id = v.id
      WHERE v.place = $3
        OR (d.created BETWEEN $${times} AND $${times + 1} AND d.modified BETWEEN $${times + 2} AND $${times + 3} ${tests})
      ${orderText(shape)}`,
  }
}

/**
 * The test of a field, with parameters from number `at` on. Reading JSON costs more than all else here, and mostly its
 * text says enough: whether the field's name is in it at all, and whether one of the values stands behind that name,
 * or something that may be one. What the text leaves open is looked up in the JSON.
 */
function fieldTest(at: number): string {
  const [name, absent, signs, among, path, values] = [0, 1, 2, 3, 4, 5].map((next) => `$${at + next}`)
  return `CASE
    WHEN strpos(d.body, ${name}) = 0 THEN ${absent}::boolean
    WHEN EXISTS (SELECT FROM unnest(${signs}::text[]) sign WHERE strpos(d.body, sign) > 0) = ${among}::boolean THEN true
    WHEN ${among}::boolean AND NOT ${absent}::boolean THEN false
    WHEN ${escapes} THEN true
    ELSE (SELECT CASE
        WHEN field IS NULL THEN ${absent}::boolean
        WHEN left(field, 1) IN ('[', '{') THEN true
        ELSE (field = ANY(${values}::text[])) = ${among}::boolean
      END FROM (SELECT (d.body::json #> ${path}::text[])::text AS field OFFSET 0) f)
    END`
}
const parametersOfTest = 6

/** PostgreSQL does not look into JSON with escapes of what its texts cannot hold: U+0000, and halves of characters. */
const escapes = String.raw`strpos(d.body, '\u') > 0`

function testValues({ path, values, among, absent }: FieldTest): readonly Value[] {
  const name = `"${path.at(-1) ?? ''}"`
  const unclear = among ? unclearSigns : unclearSigns.slice(2)
  const signs = [...values.map((value) => `:${value}`), ...unclear].map((sign) => stored(`${name}${sign}`))
  return [name, String(absent), signs, String(among), path, values.map(stored)]
}

/** What behind a name may be a value: lists and objects, and all that is not written as `JSON.stringify` does. */
const unclearSigns = [':[', ':{', ': ', ' ']
