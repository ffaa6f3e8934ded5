import type { DocumentFacts } from '../../documents/document.ts'
import { plainDateTime } from '../../documents/gregorian.ts'
import { cellsOf, columnNames, integerColumns, listColumn, resellerColumnNames } from './columns.ts'
import { summaryFacts } from './summary-facts.ts'

/**
 * The row of a call record as its listing keeps it: facts for the summary, cells for resellers, and
 * the cells of all columns. In its JSON text the last list is a line of CSV already, and the members
 * of a JSON object lie between its `","`: inside a text a quote never stands without a backslash
 * before it. So only rows with a backslash somewhere have to be parsed.
 */
export type CdrRow = readonly [
  summary: readonly string[],
  reseller: readonly string[],
  cells: readonly string[],
]

/** How a client wants rows. */
export interface RowForm {
  /** Whether the columns for resellers are shown. */
  readonly reseller: boolean
  /** Seconds by which the column `datetime` is moved. */
  readonly utcOffset: number
  /** Whether empty texts are left out of JSON (`crossbar.cdrs.should_filter_empty_strings`). */
  readonly dropEmpty: boolean
}

/** The row of a stored call record. */
export function cdrRow(record: DocumentFacts): CdrRow {
  const { cells, reseller } = cellsOf(record)
  return [summaryFacts(record.body), reseller, cells]
}

/** Names of the columns a client sees. */
export function shownColumns({ reseller }: Pick<RowForm, 'reseller'>): readonly string[] {
  return reseller ? [...columnNames, ...resellerColumnNames] : columnNames
}

/** The text of a row as a JSON object. */
export function rowJson(row: string, form: RowForm): string {
  const { cells, quote } = readCells(row, form)
  let members = ''
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? ''
    if (cell === '' && form.dropEmpty && at !== listAt) continue
    members += (members === '' ? '{' : ',') + (memberNames[at] ?? '') + jsonValue(at, cell, quote)
  }
  return `${members}}`
}

/** The text of a row as a line of CSV in which every cell is quoted (core.md §22). */
export function quotedLine(row: string, form: RowForm): string {
  if (form.utcOffset === 0 && !row.includes('\\')) {
    const { reseller, cells } = places(row)
    const line = row.slice(cells - 1, -2)
    return form.reseller ? `${line},${row.slice(reseller - 1, cells - 4)}\n` : `${line}\n`
  }
  return `${csvCells(row, form).map(quotedCell).join(',')}\n`
}

/** The text of a row as a line of CSV in which cells are quoted only where they must be (RFC 4180 §2). */
export function bareLine(row: string, form: RowForm): string {
  return `${csvCells(row, form).map(bareCell).join(',')}\r\n`
}

/** What the text of a row holds for the summary. */
export function summaryPart(row: string): CdrRow[0] {
  return (JSON.parse(row) as CdrRow)[0]
}

const timestampAt = columnNames.indexOf('timestamp')
const datetimeAt = columnNames.indexOf('datetime')
const listAt = columnNames.indexOf(listColumn)
const integersAt: ReadonlySet<number> = new Set(integerColumns.map((name) => columnNames.indexOf(name)))
const memberNames = shownColumns({ reseller: true }).map((name) => `${JSON.stringify(name)}:`)

type Quote = (text: string) => string

/** The cells, and how they become JSON texts: those of a row without a backslash need no escapes. */
function readCells(row: string, form: RowForm): { cells: string[]; quote: Quote } {
  const plain = !row.includes('\\')
  const [reseller, cells] = plain ? cutCells(row) : parsedCells(row)
  if (form.utcOffset !== 0) cells[datetimeAt] = plainDateTime(Number(cells[timestampAt]), form.utcOffset)
  if (form.reseller) cells.push(...reseller)
  return { cells, quote: plain ? quotedPlain : JSON.stringify }
}

const quotedPlain: Quote = (text) => `"${text}"`

function parsedCells(row: string): [readonly string[], string[]] {
  const [, reseller, cells] = JSON.parse(row) as CdrRow
  return [reseller, [...cells]]
}

function cutCells(row: string): [readonly string[], string[]] {
  const { reseller, cells } = places(row)
  return [row.slice(reseller, cells - boundary.length).split('","'), row.slice(cells, -3).split('","')]
}

/** What stands between two of the lists, with the quotes of the texts on either side. */
const boundary = '"],["'

/** Where the first texts of the last two lists begin, behind their quotes. */
function places(row: string): { reseller: number; cells: number } {
  const reseller = row.indexOf(boundary) + boundary.length
  return { reseller, cells: row.indexOf(boundary, reseller) + boundary.length }
}

function jsonValue(at: number, cell: string, quote: Quote): string {
  if (integersAt.has(at)) return cell === '' ? '""' : cell
  if (at !== listAt) return quote(cell)
  return cell === '' ? '[]' : `[${cell.split('\n').map(quote).join(',')}]`
}

function csvCells(row: string, form: RowForm): readonly string[] {
  const { cells } = readCells(row, form)
  cells[listAt] = (cells[listAt] ?? '').replaceAll('\n', ',')
  return cells
}

function quotedCell(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

function bareCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? quotedCell(cell) : cell
}
