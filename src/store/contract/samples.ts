import type { NewViewRow, Scan, Step, Store, StoredDocument, UniqueKey } from '../port.ts'

/** Declares one test of the contract; `second` opens the same database once more, for the test to close. */
export type ContractTest = (
  name: string,
  body: (store: Store, second: () => Promise<Store>) => Promise<void>,
) => void

/** The database that tests use when it does not matter which. */
export const db = 'a1'

/** A document, with what a test wants to be different. */
export function sample(id: string, changes: Partial<StoredDocument> = {}): StoredDocument {
  return {
    db,
    id,
    type: 'menu',
    rev: `1-${id}`,
    created: 63_900_000_000,
    modified: 63_900_000_001,
    deleted: false,
    body: `{"name":"${id}"}`,
    hidden: '{"pvt_type":"menu"}',
    ...changes,
  }
}

/** A row of a view; the key's text and the value follow from the sort key unless given. */
export function row(view: string, sortKey: string, value = `"${sortKey}"`): NewViewRow {
  return { view, sortKey: Buffer.from(sortKey), key: JSON.stringify(sortKey), value }
}

/** A unique key of the scope `a1`. */
export function key(name: string, value: string): UniqueKey {
  return { scope: 'a1', name, value }
}

/** A step that writes a new document. */
export function create(
  document: StoredDocument,
  rows: readonly NewViewRow[] = [],
  uniqueKeys: readonly UniqueKey[] = [],
): Step {
  return { do: 'put', document, expect: null, rows, uniqueKeys }
}

/** A step that replaces a document of revision `expect`. */
export function replace(
  expect: string,
  document: StoredDocument,
  rows: readonly NewViewRow[] = [],
  uniqueKeys: readonly UniqueKey[] = [],
): Step {
  return { do: 'put', document, expect, rows, uniqueKeys }
}

/** Reads a view as `sort key:id` of each row; ascending, without bounds and up to 100 unless told otherwise. */
export async function read(store: Store, view: string, scan: Partial<Scan> = {}): Promise<string[]> {
  const rows = await store.scan({ db, view, descending: false, limit: 100, ...scan })
  return rows.map(({ sortKey, id }) => `${Buffer.from(sortKey).toString()}:${id}`)
}
