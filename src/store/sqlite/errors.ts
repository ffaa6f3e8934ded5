import { StoreUnavailable } from '../port.ts'

/** SQLite's result codes that say something about the database's surroundings, not about a statement. */
const surroundings: ReadonlyMap<number, string> = new Map([
  [5, 'the database is locked by another process'],
  [6, 'the database is locked'],
  [7, 'out of memory'],
  [8, 'the database is read-only'],
  [10, 'the disk reports an error'],
  [11, 'the database is damaged'],
  [13, 'the disk is full'],
  [14, 'the database file cannot be opened'],
  [15, 'the database is locked by another process'],
  [26, 'the file is not a database'],
])

const busy = 5
const notADatabase = 26

/** The primary result code of an error of SQLite's; `undefined` for any other error. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined
  return error.errcode & 0xff
}

/** Another connection holds a lock that is needed. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === busy
}

/** The file holds something else than an SQLite database. */
export function isNotADatabase(error: unknown): boolean {
  return resultCode(error) === notADatabase
}

/**
 * Turns trouble with the database's surroundings (disk, locks, a closed connection)
 * into `StoreUnavailable`; anything else is a bug and is given back as it is.
 */
export function asUnavailable(error: unknown): unknown {
  const reason = surroundings.get(resultCode(error) ?? -1)
  if (reason !== undefined) return new StoreUnavailable(reason, { cause: error })
  if (error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_STATE') {
    return new StoreUnavailable('the database is closed', { cause: error })
  }
  return error
}
