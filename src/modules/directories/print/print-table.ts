import { buffer } from 'node:stream/consumers'
import { setImmediate as otherWork } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import { fontsOf } from './fonts.ts'
import { onOneLine, runsOf, type Coverage } from './runs.ts'
import { wrapped, type Table } from './table.ts'

/** All lengths in points. */
const margin = 50
const sizes = { title: 18, subtitle: 11, text: 9, footer: 8 }
const lineHeight = 13
const rowGap = 5
const headHeight = 24
const titleHeight = 110
/** Lines of the title; what does not fit is left out. */
const titleLines = 3
const cellGap = 8
/** Lines of one row; one with more goes on in the next. */
const mostLines = 40

/** The size at which characters are measured. */
const unit = 1000

/** A row whose cells are broken into lines. */
interface Row {
  readonly cells: readonly (readonly string[])[]
  readonly height: number
}

/**
 * Prints a table on pages of A4: a title on the first one; on each the columns' titles, lines between the rows,
 * and which page of how many it is. Gives back the PDF.
 */
export async function printTable(table: Table): Promise<Buffer> {
  const info = { Title: onOneLine(table.title), Author: onOneLine(table.subtitle) }
  const document = new PDFDocument({ size: 'A4', margin, info, autoFirstPage: false, lang: 'en' })
  const whole = buffer(document)
  const pen = new Pen(document, await registeredFonts(document, table.fonts))
  const widths = columnWidths(table, document.addPage().page.width)
  const pages = inPages(await measured(pen, table, widths), document.page.height)
  for (const [index, rows] of pages.entries()) {
    if (index > 0) document.addPage()
    drawPage(pen, table, widths, rows, index)
    const footer = `Page ${String(index + 1)} of ${String(pages.length)}`
    pen.size = sizes.footer
    pen.write(footer, (document.page.width - pen.width(footer)) / 2, document.page.height - margin / 2)
    await otherWork()
  }
  document.end()
  return await whole
}

/** Writes on the page in whatever fonts a text needs. */
class Pen {
  readonly document: PDFKit.PDFDocument
  readonly #fonts: readonly Coverage[]
  /** Width of each character at the size of `unit`. */
  readonly #widths = new Map<string, number>()
  size = sizes.text

  constructor(document: PDFKit.PDFDocument, fonts: readonly Coverage[]) {
    this.document = document
    this.#fonts = fonts
  }

  /**
   * Width of a text, in points: that of its characters one by one, which is near enough to break lines by, and
   * much faster than to shape every text that might fit.
   */
  width(text: string): number {
    let width = 0
    for (const character of text) width += this.#widthOf(character)
    return (width * this.size) / unit
  }

  #widthOf(character: string): number {
    const known = this.#widths.get(character)
    if (known !== undefined) return known
    let width = 0
    for (const run of runsOf(character, this.#fonts))
      width += this.document.font(run.font, unit).widthOfString(run.text)
    this.#widths.set(character, width)
    return width
  }

  /** Writes a text from `x` on, on the base line `y`. */
  write(text: string, x: number, y: number): void {
    let at = x
    const runs = runsOf(text, this.#fonts)
    for (const [index, run] of runs.entries()) {
      this.document.font(run.font, this.size)
      this.document.text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic' })
      if (index < runs.length - 1) at += this.document.widthOfString(run.text)
    }
  }

  /** A line across the page. */
  rule(y: number, colour: string): void {
    const { width } = this.document.page
    this.document
      .moveTo(margin, y)
      .lineTo(width - margin, y)
      .lineWidth(0.5)
      .stroke(colour)
  }
}

async function registeredFonts(
  document: PDFKit.PDFDocument,
  further: readonly string[],
): Promise<readonly Coverage[]> {
  const fonts = await fontsOf(further)
  for (const { name, bytes } of fonts) document.registerFont(name, bytes)
  return fonts
}

function columnWidths({ columns }: Table, pageWidth: number): readonly number[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0)
  return columns.map(({ share }) => ((pageWidth - 2 * margin) * share) / shares)
}

async function measured(pen: Pen, table: Table, widths: readonly number[]): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const [index, cells] of table.rows.entries()) {
    // Other requests run between the steps.
    if (index % 100 === 99) await otherWork()
    const broken = cells.map((cell, column) =>
      wrapped(onOneLine(cell), (widths[column] ?? 0) - cellGap, (text) => pen.width(text)),
    )
    const lines = Math.max(1, ...broken.map(({ length }) => length))
    for (let from = 0; from < lines; from += mostLines)
      rows.push({
        cells: broken.map((cell) => cell.slice(from, from + mostLines)),
        height: Math.min(lines - from, mostLines) * lineHeight + rowGap,
      })
  }
  return rows
}

/** The rows of each page; there is always one. */
function inPages(rows: readonly Row[], pageHeight: number): readonly (readonly Row[])[] {
  const pages: Row[][] = [[]]
  let left = pageHeight - 2 * margin - titleHeight - headHeight
  for (const row of rows) {
    if (row.height > left) {
      pages.push([])
      left = pageHeight - 2 * margin - headHeight
    }
    pages.at(-1)?.push(row)
    left -= row.height
  }
  return pages
}

function drawPage(
  pen: Pen,
  table: Table,
  widths: readonly number[],
  rows: readonly Row[],
  index: number,
): void {
  let y = margin
  if (index === 0) {
    y = drawTitle(pen, table)
  }
  pen.size = sizes.text
  drawCells(
    pen,
    widths,
    table.columns.map(({ title }) => [title]),
    y,
  )
  y += headHeight
  pen.rule(y - rowGap, '#000000')
  for (const { cells, height } of rows) {
    drawCells(pen, widths, cells, y)
    y += height
    pen.rule(y - rowGap / 2, '#cccccc')
  }
}

/** Draws what stands above the table; gives back where the table begins. */
function drawTitle(pen: Pen, { title, subtitle }: Table): number {
  const width = pen.document.page.width - 2 * margin
  let y = margin
  for (const [text, size, most] of [
    [title, sizes.title, titleLines],
    [subtitle, sizes.subtitle, 1],
  ] as const) {
    pen.size = size
    const lines = wrapped(onOneLine(text), width, (piece) => pen.width(piece)).slice(0, most)
    for (const line of lines) {
      y += size * 1.2
      pen.write(line, margin, y)
    }
  }
  return y + 2 * lineHeight
}

function drawCells(
  pen: Pen,
  widths: readonly number[],
  cells: readonly (readonly string[])[],
  y: number,
): void {
  let x = margin
  for (const [column, lines] of cells.entries()) {
    for (const [index, line] of lines.entries()) pen.write(line, x, y + (index + 1) * lineHeight - 3)
    x += widths[column] ?? 0
  }
}
