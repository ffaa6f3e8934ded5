import type { Json } from '../../json.ts'

/** How cells are written (core.md §22; a few lists have a style of their own). */
export interface CsvStyle {
  /** Every cell in quotes; otherwise only cells that need them. */
  readonly quoteAll: boolean
  readonly lineEnd: '\n' | '\r\n'
}

/** The style of core.md §22. */
export const quotedStyle: CsvStyle = { quoteAll: true, lineEnd: '\n' }

/** Bare cells and CRLF, as interactions and queue call statistics have them. */
export const bareStyle: CsvStyle = { quoteAll: false, lineEnd: '\r\n' }

/**
 * One line with its end. Absent and null cells are empty, an empty text is `""`, the elements of an
 * array stand in one cell with commas between; what has no text (an object, or an array with one) is
 * empty.
 */
export function csvLine(cells: readonly (Json | undefined)[], style: CsvStyle = quotedStyle): string {
  let line = ''
  let separator = ''
  for (const cell of cells) {
    line += separator + csvCell(cell, style)
    separator = ','
  }
  return line + style.lineEnd
}

/** One cell, see `csvLine`. */
export function csvCell(value: Json | undefined, style: CsvStyle = quotedStyle): string {
  const text = typeof value === 'string' ? value : textOf(value)
  if (text === undefined) return ''
  if (!style.quoteAll && !needsQuotes(text)) return text
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`
}

function needsQuotes(text: string): boolean {
  return /[",\r\n]/.test(text)
}

function textOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) return typeof value === 'object' ? undefined : String(value)
  const elements: readonly Json[] = value
  const texts = elements.map((element) => (element === null ? '' : textOf(element)))
  return texts.includes(undefined) ? undefined : texts.join(',')
}
