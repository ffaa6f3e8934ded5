import { setImmediate as otherWork } from 'node:timers/promises'
import type { Json } from '../json.ts'
import type { RowPlace, Scan, ScanPosition, Store, ViewRow } from '../store/port.ts'
import { encodeKey } from './collation.ts'
import { FilteredScan, nextRows, stride, type ListingReader } from './filtered-scan.ts'
import type { Filters } from './filters.ts'
import { groupedScans, upToGroup } from './grouped-scan.ts'

/** Where a page begins: the key of a row and, when several rows share that key, which of them. */
export interface StartKey {
  readonly key: Json
  readonly id?: string
}

/** A listing to be read. Bounds are inclusive keys in ascending sense (core.md §17). */
export interface ListingPlan {
  readonly db: string
  readonly view: string
  readonly low?: Json
  readonly high?: Json
  /** Where the scan starts, if that lies within the bounds. */
  readonly startKey?: StartKey
  /** Where the scan ends, if that lies within the bounds. */
  readonly endKey?: Json
  readonly descending: boolean
  /** Entries of a page; `undefined`: all there are. */
  readonly pageSize?: number
  /** Which documents are listed; all when absent. */
  readonly filters?: Filters
  /** Turns rows into entries (JSON texts); `undefined` leaves a row out. Default: the row's own summary. */
  readonly map?: (rows: readonly ViewRow[]) => Entries | Promise<Entries>
  /** Whether `map` needs each row's document. */
  readonly documents?: boolean
  /** Rows whose keys agree in so many first elements are one entry: that of the lowest key. */
  readonly groupLevel?: number
}

type Entries = readonly (string | undefined)[]

/** Where a listing began and where the next page begins, when there is one. */
export interface ListingEnd {
  readonly startKey?: Json
  readonly next?: StartKey
}

/**
 * Reads a listing in steps: each step gives the JSON texts of some entries, the end
 * tells where the next page begins. One range scan a page: rows are never skipped or
 * counted, so a page costs the same wherever it lies.
 */
export async function* readListing(
  store: ListingReader,
  plan: ListingPlan,
): AsyncGenerator<readonly string[], ListingEnd, void> {
  const { range, from } = firstScan(plan)
  const reader = plan.groupLevel === undefined ? store : groupedScans(store, plan.groupLevel)
  const began = beginning(plan)
  let after = from
  let wanted = plan.pageSize ?? Infinity
  const filtered = plan.filters && new FilteredScan(reader, plan.filters, wanted)
  for (;;) {
    const scan = { ...range, ...(after && { after }) }
    const { rows, extra, behind } = await (filtered?.next(scan, wanted) ?? nextRows(reader, scan, wanted))
    const entries = await mapped(rows, plan)
    if (entries.length > 0) yield entries
    wanted -= entries.length
    if (extra && wanted <= 0) return { ...began, next: nextStart(extra, rows.at(-1)) }
    if (!behind) return began
    after = { sortKey: behind.sortKey, id: behind.id }
    await otherWork()
  }
}

/** A page of a listing. */
export interface Page {
  /** The entries' JSON texts, joined by commas. */
  readonly text: string
  readonly count: number
  readonly end: ListingEnd
}

/**
 * Reads a page whose rows are its entries, as most are, with one look at the store. `undefined`: the listing is none
 * of these, and is read in steps.
 */
export function readPage(store: Pick<Store, 'page'>, plan: ListingPlan): Promise<Page> | undefined {
  const { pageSize } = plan
  if (pageSize === undefined || pageSize >= stride) return undefined
  return plan.filters || plan.map || plan.groupLevel !== undefined
    ? undefined
    : scanPage(store, plan, pageSize)
}

async function scanPage(store: Pick<Store, 'page'>, plan: ListingPlan, pageSize: number): Promise<Page> {
  const { range, from } = firstScan(plan)
  const { text, count, turn } = await store.page({ ...range, limit: pageSize, ...(from && { after: from }) })
  const began = beginning(plan)
  return { text, count, end: turn ? { ...began, next: nextStart(turn[1], turn[0]) } : began }
}

/** Where a listing began, as its end tells it. */
function beginning({ startKey, descending, low, high }: ListingPlan): ListingEnd {
  const start = startKey?.key ?? (descending ? high : low)
  return start === undefined ? {} : { startKey: start }
}

type ScanRange = Omit<Scan, 'limit' | 'after'>

function firstScan(plan: ListingPlan): { range: ScanRange; from?: ScanPosition } {
  const start = plan.startKey
  const [asLow, asHigh] = plan.descending ? [plan.endKey, start?.key] : [start?.key, plan.endKey]
  // What a client names narrows the range, never widens it: beyond it may lie what others own.
  const low = furthest([plan.low, asLow].map(encoded), 1)
  const high = furthest(
    [plan.high, asHigh].map((key) => encoded(upperBound(plan, key))),
    -1,
  )
  const range: ScanRange = {
    db: plan.db,
    view: plan.view,
    ...(low && { low }),
    ...(high && { high }),
    descending: plan.descending,
    documents: plan.documents === true,
  }
  return start?.id === undefined
    ? { range }
    : { range, from: { sortKey: encodeKey(start.key), id: start.id } }
}

function upperBound(plan: ListingPlan, key: Json | undefined): Json | undefined {
  return key === undefined || plan.groupLevel === undefined ? key : upToGroup(key)
}

function encoded(key: Json | undefined): Uint8Array | undefined {
  return key === undefined ? undefined : encodeKey(key)
}

/** The highest (1) or lowest (-1) of the bounds there are. */
function furthest(bounds: readonly (Uint8Array | undefined)[], direction: 1 | -1): Uint8Array | undefined {
  const set = bounds.filter((bound) => bound !== undefined)
  return set.length < 2 ? set[0] : set.toSorted((a, b) => direction * Buffer.compare(b, a))[0]
}

async function mapped(rows: readonly ViewRow[], plan: ListingPlan): Promise<readonly string[]> {
  if (!plan.map) return rows.map((row) => row.value)
  return (await plan.map(rows)).filter((entry) => entry !== undefined)
}

/**
 * The next page starts at the first row with the extra row's key. When the last row shown has
 * that same key, the page goes on behind it by id, so that no run of equal keys, however
 * long, is shown twice or stops a client's loop.
 */
function nextStart(extra: RowPlace, shown: RowPlace | undefined): StartKey {
  const key = JSON.parse(extra.key) as Json
  return shown?.key === extra.key ? { key, id: shown.id } : { key }
}
