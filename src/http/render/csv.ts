import type { Failure } from '../../failures.ts'
import { failed } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import { csvCell, csvLine, quotedStyle, type CsvStyle } from './csv-cells.ts'
import { csvHeading } from './csv-headings.ts'
import { openChunks, type Chunks } from './first-chunk.ts'

/** Text gathered before a piece is passed on, in characters. */
const pieceLength = 32_768

/** Column of rows that are no objects. */
const bareColumn = 'value'

/**
 * Gathers rows into one CSV text with columns in order of first appearance (core.md §22). A row has only the
 * columns known when it was added, so earlier ones may be shorter.
 */
export class CsvTable {
  /** Path of keys, joined so that no two paths are the same → position. */
  readonly #columns = new Map<string, number>()
  readonly #headings: string[] = []
  #body = ''

  add(row: Json): void {
    const cells: string[] = []
    if (isJsonObject(row)) this.#flatten(row, '', '', cells)
    else cells[this.#column(bareColumn, bareColumn)] = csvCell(row)
    for (let i = 0; i < this.#headings.length; i++) cells[i] ??= ''
    this.#body += `${cells.join(',')}\n`
  }

  /** The whole text with its header row; undefined when there is nothing to show: 204. */
  text(): string | undefined {
    return this.#headings.length === 0 ? undefined : csvLine(this.#headings) + this.#body
  }

  #flatten(object: JsonObject, path: string, name: string, cells: string[]): void {
    for (const key in object) {
      const value = object[key]
      const keyPath = `${path}\u0000${key}`
      const keyName = path === '' ? key : `${name}_${key}`
      if (isJsonObject(value)) this.#flatten(value, keyPath, keyName, cells)
      else if (value !== undefined) cells[this.#column(keyPath, keyName)] = csvCell(value)
    }
  }

  #column(path: string, name: string): number {
    const known = this.#columns.get(path)
    if (known !== undefined) return known
    this.#columns.set(path, this.#headings.length)
    return this.#headings.push(csvHeading(name)) - 1
  }
}

/** CSV of a result: a list, or one object as one row. Undefined when it is empty: 204. */
export function assembleCsv(data: Json | undefined): string | undefined {
  if (data === undefined || data === null || data === '') return undefined
  const rows: readonly Json[] = Array.isArray(data) ? data : [data]
  const table = new CsvTable()
  for (const row of rows) table.add(row)
  return table.text()
}

/** Cells of one row, in the order of the columns. */
export type CsvRow = readonly (Json | undefined)[]

/**
 * Opens a stream of rows with fixed columns: pieces of text that begin with the header row. Undefined when
 * there is no row at all (204), the failure when reading fails before the first one. A failure later breaks the
 * stream off, so that the client does not take a part for the whole.
 */
export async function openCsv(
  columns: readonly string[],
  chunks: Chunks<CsvRow>,
  style: CsvStyle = quotedStyle,
): Promise<AsyncGenerator<string> | undefined | Failure> {
  const rows = await openChunks(chunks)
  if (!rows || failed(rows)) return rows
  return csvPieces(csvLine(style.quoteAll ? columns.map(csvHeading) : columns, style), rows, style)
}

async function* csvPieces(header: string, chunks: Chunks<CsvRow>, style: CsvStyle): AsyncGenerator<string> {
  let piece = header
  for await (const rows of chunks) {
    if (failed(rows)) throw new Error('reading the rows failed', { cause: rows.detail })
    for (const row of rows) {
      piece += csvLine(row, style)
      if (piece.length < pieceLength) continue
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}
