import { open } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { errorCode } from '../durable-file.ts'
import { StoreUnusable } from '../port.ts'
import { integer, single, text } from './columns.ts'
import { asUnavailable, isBusy, isNotADatabase } from './errors.ts'
import { migrate, migrations } from './migrations.ts'

/**
 * How far a write goes before it is acknowledged: `full` to the disk, `normal` to
 * the operating system (a power cut may lose the last writes, never the order),
 * `off` as `normal`, and a power cut may also damage the file.
 */
export type Synchronous = 'full' | 'normal' | 'off'

/** How the connections behave. */
export interface ConnectionSettings {
  readonly synchronous: Synchronous
  /** How long a lock of another process is waited for, in milliseconds. */
  readonly busyTimeoutMs: number
}

/** Older versions can damage a WAL database that two processes write to (https://sqlite.org/wal.html#walresetbug). */
const oldestSqlite = '3.51.3'

/**
 * How long the log grows before it is copied into the database, in bytes. Forcing both to the disk costs more
 * than the copying: a shorter log would hold up the process more often, and hardly for less long.
 */
const checkpointBytes = 33_554_432

const synchronousPragmas: Readonly<Record<Synchronous, string>> = {
  full: 'FULL',
  normal: 'NORMAL',
  off: 'OFF',
}

/** Checks the version of SQLite that Node.js carries; throws `StoreUnusable` when it is too old. */
export function checkSqliteVersion(version: string): void {
  const [found, needed] = [version, oldestSqlite].map((each) =>
    each.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0),
  )
  if (found === undefined || needed === undefined || !(found >= needed)) {
    throw new StoreUnusable(
      `SQLite ${version} in this Node.js is too old: ${oldestSqlite} or newer is needed, upgrade Node.js`,
    )
  }
}

/**
 * Opens a database file, creating it (mode 0600) and bringing its tables up to date.
 * Rejects with `StoreUnusable` when it is not ours or too new, and with
 * `StoreUnavailable` when another process holds it for too long. One that brings the tables of a large
 * database up to date may take minutes: that is waited for.
 */
export async function connect(file: string, settings: ConnectionSettings): Promise<DatabaseSync> {
  await createPrivately(file)
  const deadline = performance.now() + settings.busyTimeoutMs
  for (;;) {
    try {
      return openWriter(file, settings)
    } catch (error) {
      if (isBusy(error) && (performance.now() < deadline || isBehind(file))) await pause(20)
      else throw explained(error, file)
    }
  }
}

/** Whether the tables of a file that another process holds are not up to date yet. */
function isBehind(file: string): boolean {
  try {
    const reader = new DatabaseSync(file, { readOnly: true })
    try {
      const version = integer(single(reader, 'PRAGMA user_version'))
      return version > 0 && version < migrations.length
    } finally {
      reader.close()
    }
  } catch {
    return false
  }
}

/** Opens a further connection that only reads, for work that must not disturb the usual one. */
export function connectReader(file: string, busyTimeoutMs: number): DatabaseSync {
  const reader = new DatabaseSync(file, { timeout: busyTimeoutMs })
  try {
    reader.exec('PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY; PRAGMA query_only = ON')
    return reader
  } catch (error) {
    reader.close()
    throw error
  }
}

function openWriter(file: string, settings: ConnectionSettings): DatabaseSync {
  const writer = new DatabaseSync(file, { timeout: settings.busyTimeoutMs })
  try {
    checkSqliteVersion(text(single(writer, 'SELECT sqlite_version()')))
    // Of a file that is there already the size stays. Rows of views fit in a page with their keys.
    writer.exec('PRAGMA page_size = 8192')
    migrateInWal(writer, file)
    const pageSize = integer(single(writer, 'PRAGMA page_size'))
    writer.exec(`
      PRAGMA synchronous = ${synchronousPragmas[settings.synchronous]};
      PRAGMA fullfsync = ${settings.synchronous === 'full' ? 'ON' : 'OFF'};
      PRAGMA temp_store = MEMORY;
      -- 8 MB of pages: what is used most; the operating system caches the rest.
      PRAGMA cache_size = -8000;
      PRAGMA wal_autocheckpoint = ${Math.ceil(checkpointBytes / pageSize)};
      PRAGMA journal_size_limit = 67108864;
      -- Waiting for the lock is done between transactions, without holding up the process.
      PRAGMA busy_timeout = 0;
    `)
    return writer
  } catch (error) {
    writer.close()
    throw error
  }
}

function migrateInWal(writer: DatabaseSync, file: string): void {
  // First see whether it is ours: a file of another program stays as it was.
  migrate(writer, file)
  if (single(writer, 'PRAGMA journal_mode = WAL') !== 'wal') {
    throw new StoreUnusable(
      `${file} lies on a file system without the shared memory that SQLite's WAL mode needs`,
    )
  }
}

/**
 * Creates the file before SQLite would, to be the owner's only; its `-wal` and `-shm`
 * files take its mode. An existing file is left alone: closing a handle of one that
 * SQLite has open in this process would drop SQLite's locks.
 */
async function createPrivately(file: string): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close()
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw new StoreUnusable(`${file} cannot be created`, { cause: error })
  }
}

function explained(error: unknown, file: string): unknown {
  if (error instanceof StoreUnusable) return error
  if (isNotADatabase(error)) return new StoreUnusable(`${file} is not a database`, { cause: error })
  if (isBusy(error)) return asUnavailable(error)
  const unavailable = asUnavailable(error)
  if (unavailable === error || !(unavailable instanceof Error)) return error
  return new StoreUnusable(`${file} cannot be opened: ${unavailable.message}`, { cause: error })
}
