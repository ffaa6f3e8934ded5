import type { Scan, ScanPosition, SiftedRow, Store, ViewRow } from '../store/port.ts'
import { Document } from './document.ts'
import type { Filters } from './filters.ts'

/** Some rows of a listing that are wanted. */
export interface ScanStep {
  readonly rows: readonly ViewRow[]
  /** The row behind the last of them, when there are as many as were wanted. */
  readonly extra?: ViewRow
  /** Where to go on, when there may be more. */
  readonly behind?: ScanPosition
}

/** What a listing is read from. */
export type ListingReader = Pick<Store, 'scan' | 'sift'>

/** Rows read at a time when there is no end in sight; other requests run between the steps. */
export const stride = 500

/** Reads the next rows of a range, at most `wanted`. A page needs one more than it shows, to tell where it turns. */
export async function nextRows(
  reader: Pick<Store, 'scan'>,
  scan: Omit<Scan, 'limit'>,
  wanted: number,
): Promise<ScanStep> {
  const limit = Math.min(wanted + 1, stride)
  const found = await reader.scan({ ...scan, limit })
  const rows = found.slice(0, wanted)
  const [last, extra] = [rows.at(-1), found[wanted]]
  const more = extra !== undefined || found.length === limit
  return { rows, ...(extra && { extra }), ...(last && more && { behind: last }) }
}

/**
 * Reads the next rows of a range whose documents pass filters, at most `wanted`. It looks at a number of rows rather
 * than for a number of rows: there may be none among them, and more behind them. At first it looks at few, which are
 * enough where half of all documents pass; `again`: they were not.
 */
export async function nextFilteredRows(
  reader: ListingReader,
  scan: Omit<Scan, 'limit' | 'documents'>,
  filters: Filters,
  wanted: number,
  again: boolean,
): Promise<ScanStep> {
  const limit = again ? stride : Math.min(2 * wanted, stride)
  const { rows: found, behind } = await reader.sift({ ...scan, limit }, filters.sieve)
  const rows = passing(found, filters, wanted)
  const last = rows.at(-1)
  if (rows.length < wanted || !last) return { rows, ...(behind && { behind }) }
  const [extra] = await reader.scan({ ...scan, after: last, documents: false, limit: 1 })
  return { rows, ...(extra && { extra, behind: last }) }
}

function passing(found: readonly SiftedRow[], { keep }: Filters, wanted: number): readonly SiftedRow[] {
  const rows: SiftedRow[] = []
  for (const row of found) {
    if (rows.length >= wanted) break
    if (keep(new Document(row.document).whole)) rows.push(row)
  }
  return rows
}
