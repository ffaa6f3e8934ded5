import pg from 'pg'
import { StoreUnavailable } from '../port.ts'

/**
 * Reports of the server that are about its own condition, not about a statement: classes of them, and single ones
 * (Appendix A of its manual).
 */
const surroundings: ReadonlyMap<string, string> = new Map([
  ['08', 'the connection to the database failed'],
  ['25', 'the database is read-only'],
  // Statements are sent behind the one that prepares theirs: when that one fails, theirs is missing or there twice.
  ['26', 'the database could not prepare the statement'],
  ['28', 'the database refuses the user'],
  ['3D', 'the database is not there'],
  ['40', 'the database is too busy: transactions of others were in the way'],
  ['42P05', 'the database could not prepare the statement'],
  ['53', 'the database has run out of a resource (disk, memory or connections)'],
  ['55', 'the database is busy with something else'],
  ['57', 'the database was shut down, or took longer than the statement timeout'],
  ['58', 'the disk of the database reports an error'],
  ['XX', 'the database is damaged'],
])

/** The report of the server in an error; `undefined` for any other error. */
function reportOf(error: unknown): pg.DatabaseError | undefined {
  return error instanceof pg.DatabaseError ? error : undefined
}

/** SQLSTATE of an error the server reported. */
export function sqlState(error: unknown): string | undefined {
  return reportOf(error)?.code
}

/** Whether the transaction was taken back for the sake of another, and may be tried again. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error)
  return state === '40001' || state === '40P01' || state === '55P03'
}

/** Whether the server closes the connection after it has said so, which is about to be seen. */
export function endsConnection(error: unknown): boolean {
  return /^(08|25P0[34]|57P)/.test(sqlState(error) ?? '')
}

/** Whether the server takes no writes: it is not the primary, or not any more. */
export function isReadOnly(error: unknown): boolean {
  return sqlState(error) === '25006'
}

/**
 * Turns trouble with the server or the way to it into `StoreUnavailable`. What the server has against a
 * statement is a bug, and is given back as it is.
 */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error
  const report = reportOf(error)
  if (!report) return new StoreUnavailable(`no connection to the database: ${told(error)}`, { cause: error })
  const { code = '' } = report
  const reason = surroundings.get(code) ?? surroundings.get(code.slice(0, 2))
  return reason === undefined ? error : new StoreUnavailable(reason, { cause: error })
}

/** What an error says, in one line; of several, what the first one says. */
export function told(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return told(error.errors[0])
  const text = error instanceof Error ? error.message : String(error)
  return text.replaceAll(/\s+/g, ' ').trim()
}
