import { encodeKey } from '../../documents/collation.ts'
import type { Documents } from '../../documents/documents.ts'
import { rowPages } from '../../documents/walk.ts'
import type { Json } from '../../json.ts'
import type { ViewRow } from '../../store/port.ts'

/** Which rows of a view: all, or those of one key. */
export interface RowsOf {
  readonly db: string
  readonly view: string
  readonly key?: Json
  /** Whether the rows come with their documents. */
  readonly documents?: boolean
}

/** All rows of a view, or those of one key, ascending: for what is computed of all of them. */
export async function allRows(documents: Documents, { key, ...rows }: RowsOf): Promise<readonly ViewRow[]> {
  const bound = key === undefined ? undefined : encodeKey(key)
  const all: ViewRow[] = []
  for await (const page of rowPages(documents, { ...rows, ...(bound && { low: bound, high: bound }) }))
    all.push(...page)
  return all
}
