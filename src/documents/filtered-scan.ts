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

/** Rows looked at in the first step at most, and in a later one at least. */
const [firstLook, leastLook] = [100, 10]
/** A step that took less is followed by one of twice as many rows, one that took more by one of half as many. */
const [quickMs, slowMs] = [50, 200]

/**
 * Reads the rows of a range whose documents pass filters. It looks at a number of rows rather than for a number of
 * rows: there may be none among them, and more behind them. How many that are follows from the time it takes, since
 * documents may be large: no step is to hold up others, or to take as long as a statement may.
 */
export class FilteredScan {
  readonly #reader: ListingReader
  readonly #filters: Filters
  #look: number

  /** `wanted`: rows that are wanted altogether. Where half of all documents pass, the first step finds them. */
  constructor(reader: ListingReader, filters: Filters, wanted: number) {
    this.#reader = reader
    this.#filters = filters
    this.#look = Math.min(2 * wanted, firstLook)
  }

  /** Reads the next rows, at most `wanted`. */
  async next(scan: Omit<Scan, 'limit' | 'documents'>, wanted: number): Promise<ScanStep> {
    const began = performance.now()
    const { rows: found, behind } = await this.#reader.sift(
      { ...scan, limit: this.#look },
      this.#filters.sieve,
    )
    const rows = this.#passing(found, wanted)
    this.#adapt(performance.now() - began)
    const last = rows.at(-1)
    if (rows.length < wanted || !last) return { rows, ...(behind && { behind }) }
    const [extra] = await this.#reader.scan({ ...scan, after: last, documents: false, limit: 1 })
    return { rows, ...(extra && { extra, behind: last }) }
  }

  #passing(found: readonly SiftedRow[], wanted: number): readonly SiftedRow[] {
    const rows: SiftedRow[] = []
    for (const row of found) {
      if (rows.length >= wanted) break
      if (this.#filters.keep(new Document(row.document).whole)) rows.push(row)
    }
    return rows
  }

  #adapt(tookMs: number): void {
    if (tookMs < quickMs) this.#look = Math.min(2 * this.#look, stride)
    else if (tookMs > slowMs) this.#look = Math.max(Math.floor(this.#look / 2), leastLook)
  }
}
