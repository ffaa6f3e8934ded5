import { setImmediate as otherWork } from 'node:timers/promises'
import type { Json } from '../json.ts'
import type { Scan, SiftedRow, Store, ViewRow } from '../store/port.ts'
import { encodeKey } from './collation.ts'

/** Rows read at a time while the next group is looked for. */
const stride = 500

/**
 * Scans in which rows whose array keys agree in the first `level` elements count as one: the row with
 * the lowest key of them. Such a row's key is what they have in common (CouchDB's `group_level`).
 * `limit` counts groups, and a scan goes on behind a whole group. What is read is a range of
 * rows as it lies, so a page costs what its groups hold.
 */
export function groupedScans(store: Pick<Store, 'scan'>, level: number): Pick<Store, 'scan' | 'sift'> {
  return {
    scan: (scan) => scanGroups(store, level, scan),
    // A group stands and falls with one document, which is not known before all of the group was read.
    sift: async (scan) => {
      const groups = await scanGroups(store, level, { ...scan, documents: true })
      const rows = groups.filter((row): row is SiftedRow => row.document !== undefined)
      const last = groups.length === scan.limit ? groups.at(-1) : undefined
      return { rows, ...(last && { behind: last }) }
    },
  }
}

/** The upper end of the groups that a bound names: a key stands for all that begin with it. */
export function upToGroup(bound: Json): Json {
  return Array.isArray(bound) ? [...(bound as readonly Json[]), {}] : bound
}

async function scanGroups(
  store: Pick<Store, 'scan'>,
  level: number,
  scan: Scan,
): Promise<readonly ViewRow[]> {
  const groups: ViewRow[] = []
  const limit = Math.min(scan.limit * 3, stride)
  let current: { readonly name: string; head: ViewRow } | undefined
  let after = scan.after
  for (;;) {
    const rows = await store.scan({ ...scan, limit, ...(after && { after }) })
    for (const row of rows) {
      const name = groupName(row, level)
      if (name === current?.name) {
        // Backwards, the lowest key comes last.
        if (scan.descending) current.head = row
        continue
      }
      if (current) groups.push(groupRow(current, scan.descending))
      if (groups.length === scan.limit) return groups
      current = { name, head: row }
    }
    after = rows.at(-1)
    if (rows.length < limit || !after) break
    await otherWork()
  }
  if (current) groups.push(groupRow(current, scan.descending))
  return groups
}

function groupName(row: ViewRow, level: number): string {
  const key = JSON.parse(row.key) as Json
  return JSON.stringify(Array.isArray(key) ? key.slice(0, level) : key)
}

/** A group's row, sorted so that the place behind it is the place behind all of the group. */
function groupRow({ name, head }: { name: string; head: ViewRow }, descending: boolean): ViewRow {
  const key = JSON.parse(name) as Json
  return { ...head, key: name, sortKey: encodeKey(descending ? key : upToGroup(key)) }
}
