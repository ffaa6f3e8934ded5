import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'

/** A row read by a statement of `query`: its columns by position. */
export type Row = Readonly<Record<number, SQLOutputValue>>

/** Prepares a statement that reads; its rows come as arrays, which cost half of what objects do. */
export function query(connection: DatabaseSync, sql: string): StatementSync {
  const statement = connection.prepare(sql)
  statement.setReturnArrays(true)
  return statement
}

/**
 * A limit that is bound when the statement runs. A bare parameter would let SQLite plan the statement anew
 * at every run, since the number might change its choice: that costs more than finding the rows.
 */
export const boundLimit = 'LIMIT ? + 0'

/** A column that holds text. */
export function text(value: SQLOutputValue | undefined): string {
  if (typeof value !== 'string') throw new TypeError('column holds no text')
  return value
}

/** A column that holds a whole number. */
export function integer(value: SQLOutputValue | undefined): number {
  if (typeof value !== 'number') throw new TypeError('column holds no number')
  return value
}

/** A column that holds bytes. */
export function bytes(value: SQLOutputValue | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new TypeError('column holds no bytes')
  return value
}

/** The first column of a statement's only row, such as a pragma's value. */
export function single(connection: DatabaseSync, sql: string): SQLOutputValue | undefined {
  return query(connection, sql).get()?.[0]
}
