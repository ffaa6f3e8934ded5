import { setImmediate as otherWork } from 'node:timers/promises'
import type { Json } from '../json.ts'
import type { RowPlace, Scan, Store, ViewRow } from '../store/port.ts'
import { encodeKey } from './collation.ts'
import { Document } from './document.ts'
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
  /** Keeps the documents for which it is true. */
  readonly filter?: (document: Document) => boolean
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

/** Rows read at a time when there is no end in sight; other requests run between the steps. */
const stride = 500

/**
 * Reads a listing in steps: each step gives the JSON texts of some entries, the end
 * tells where the next page begins. One range scan a page: rows are never skipped or
 * counted, so a page costs the same wherever it lies.
 */
export async function* readListing(
  store: Pick<Store, 'scan'>,
  plan: ListingPlan,
): AsyncGenerator<readonly string[], ListingEnd, void> {
  const { range, from } = firstScan(plan)
  const reader = plan.groupLevel === undefined ? store : groupedScans(store, plan.groupLevel)
  const began = beginning(plan)
  let after = from
  let shown: ViewRow | undefined
  let wanted = plan.pageSize ?? Infinity
  for (;;) {
    // A page needs one row more than it shows, to tell whether and where another page begins.
    const limit = plan.filter ? stride : Math.min(wanted + 1, stride)
    const rows = await reader.scan({ ...range, limit, ...(after && { after }) })
    const { passed, used } = take(rows, wanted, plan)
    const entries = await mapped(passed, plan)
    if (entries.length > 0) yield entries
    wanted -= entries.length
    shown = rows[used - 1] ?? shown
    const extra = rows[used]
    if (extra && wanted <= 0) return { ...began, next: nextStart(extra, shown) }
    if (!extra && rows.length < limit) return began
    if (shown) after = { sortKey: shown.sortKey, id: shown.id }
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
  return plan.filter || plan.map || plan.groupLevel !== undefined
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

/** The rows that pass the filter, until there are enough, and how many rows that used up. */
function take(
  rows: readonly ViewRow[],
  wanted: number,
  plan: ListingPlan,
): { passed: readonly ViewRow[]; used: number } {
  const { filter } = plan
  if (!filter) {
    const passed = rows.slice(0, wanted)
    return { passed, used: passed.length }
  }
  const passed: ViewRow[] = []
  let used = 0
  for (const row of rows) {
    if (passed.length >= wanted) break
    used += 1
    if (row.document && filter(new Document(row.document))) passed.push(row)
  }
  return { passed, used }
}

type ScanPosition = NonNullable<Scan['after']>
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
    documents: plan.filter !== undefined || plan.documents === true,
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
