import { setImmediate as otherWork } from 'node:timers/promises'
import type { Documents } from '../../documents/documents.ts'
import { encodeKey } from '../../documents/collation.ts'
import type { Json } from '../../json.ts'
import type { ViewRow } from '../../store/port.ts'

/** Rows read at a time; other requests run between the steps. */
const stride = 500

/** Which rows of a view: all, or those of one key. */
export interface RowsOf {
  readonly db: string
  readonly view: string
  readonly key?: Json
  /** Whether the rows come with their documents. */
  readonly documents?: boolean
}

/** All rows of a view, or those of one key, ascending: for what is computed of all of them. */
export async function allRows(documents: Documents, rows: RowsOf): Promise<readonly ViewRow[]> {
  const { db, view, key } = rows
  const bound = key === undefined ? undefined : encodeKey(key)
  const all: ViewRow[] = []
  for (;;) {
    const after = all.at(-1)
    const step = await documents.scan({
      db,
      view,
      descending: false,
      limit: stride,
      documents: rows.documents ?? false,
      ...(bound && { low: bound, high: bound }),
      ...(after && { after }),
    })
    all.push(...step)
    if (step.length < stride) return all
    await otherWork()
  }
}
