import type { StoredDocument } from '../port.ts'
import type { Row } from './link.ts'
import { restored } from './text.ts'

/** The columns of a document besides its place, in the order that `documentOf` reads them; of table `d`. */
export const documentColumns = 'd.type, d.rev, d.created, d.modified, d.deleted, d.body, d.hidden'

/** Builds a document from columns `documentColumns`, the first of which is at position `at`. */
export function documentOf(db: string, id: string, row: Row, at: number): StoredDocument {
  return {
    db,
    id,
    type: textAt(row, at),
    rev: textAt(row, at + 1),
    created: Number(row[at + 2]),
    modified: Number(row[at + 3]),
    deleted: row[at + 4] === 't',
    body: textAt(row, at + 5),
    hidden: textAt(row, at + 6),
  }
}

/** A column that holds text. */
export function textAt(row: Row, at: number): string {
  const text = row[at]
  if (typeof text !== 'string') throw new TypeError('column holds no text')
  return restored(text)
}

/** A column that holds a whole number. */
export function integerAt(row: Row, at: number): number {
  const value = Number(row[at] ?? Number.NaN)
  if (!Number.isSafeInteger(value)) throw new TypeError('column holds no number')
  return value
}
