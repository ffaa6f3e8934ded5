import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { importCdrs, type ImportParts, type ImportReport } from '../modules/cdrs/incoming/import.ts'
import type { MaintenanceFunction, MaintenanceIo } from './registry.ts'
import { errorWith, ok, type Term } from './terms.ts'

/** How far an import has come, `bytes` of `total`. */
export type ImportProgress = (report: ImportReport, total: number) => void

/** Bytes read from the file at a time. */
const pieceBytes = 262_144

/** How often the maintenance call tells how far it is, in milliseconds. */
const tellEveryMs = 2_000

/**
 * Imports a file of call records, one JSON object a line (see `importCdrs`). Rejects with the system's
 * error, such as `ENOENT`, when the file cannot be read, and with `StoreUnavailable` when the store fails.
 */
export async function importCdrsFile(
  parts: ImportParts,
  file: string,
  progress: ImportProgress = () => undefined,
): Promise<ImportReport> {
  const { size } = await stat(file)
  const bytes = createReadStream(file, { highWaterMark: pieceBytes })
  return await importCdrs(parts, bytes as AsyncIterable<Buffer>, (report) => {
    progress(report, Math.max(size, report.bytes))
  })
}

/** What became of an import, for people: one line, and one for each reason why records were refused. */
export function describeImport({ stored, refused, reasons }: ImportReport): readonly string[] {
  const summary = `${grouped(stored)} call records imported, ${grouped(refused)} refused`
  return [
    refused === 0 ? summary : `${summary}:`,
    ...[...reasons]
      .toSorted(([, one], [, other]) => other.count - one.count)
      .map(([reason, { count, lines }]) => `  ${grouped(count)} × ${reason} (${linesText(lines, count)})`),
  ]
}

/** `crossbar_maintenance import_cdrs FILE`: the server itself reads the file. */
export const importCdrsFunction: MaintenanceFunction<ImportParts> = {
  args: 'FILE',
  summary: 'imports call records from a file that the server can read, one JSON object a line',
  run: ([file = ''], io, parts) => importForOperator(parts, io, file),
}

async function importForOperator(parts: ImportParts, { print }: MaintenanceIo, file: string): Promise<Term> {
  let toldAt = performance.now()
  try {
    const report = await importCdrsFile(parts, file, ({ bytes, stored, refused }, total) => {
      if (performance.now() - toldAt < tellEveryMs) return
      toldAt = performance.now()
      const percent = Math.floor((100 * bytes) / total)
      print(`${String(percent)}%: ${grouped(stored)} imported, ${grouped(refused)} refused`)
    })
    for (const line of describeImport(report)) print(line)
    return ok
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return errorWith(`${file} cannot be read: ${error.message}`)
  }
}

/** 1234567 as `1,234,567`. */
function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

function linesText(lines: readonly number[], count: number): string {
  const named = `${count === 1 ? 'line' : 'lines'} ${lines.join(', ')}`
  return lines.length < count ? `${named}, …` : named
}
