import { databaseFile, prepareDataFolder } from './data-folder.ts'
import { StoreUnusable } from './port.ts'
import type { PeerChannel, Store } from './port.ts'
import type { Synchronous } from './sqlite/connection.ts'
import { openSqlite } from './sqlite/store.ts'

/** Where the store is and how it is to behave. */
export interface StoreSettings {
  /** Folder of the embedded database; created (mode 0700) when it is not there. */
  readonly dataFolder: string
  /** Address of a PostgreSQL database to use instead of the embedded one. */
  readonly databaseUrl?: string
  /** How far a write goes before it is acknowledged; `full` (to the disk) unless given. */
  readonly synchronous?: Synchronous
  /** How long a locked database is waited for, in milliseconds; 10,000 unless given. */
  readonly busyTimeoutMs?: number
  /** The way to the other processes of this server that have the embedded database open, if there are any. */
  readonly channel?: PeerChannel
}

/**
 * Opens the store, creating or upgrading the database as needed. Rejects with
 * `StoreUnusable` (one line that says what to do) when it cannot ever work this
 * way, and with `StoreUnavailable` when the database is locked for too long.
 */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const { dataFolder, databaseUrl, synchronous = 'full', busyTimeoutMs = 10_000 } = settings
  if (databaseUrl !== undefined && databaseUrl !== '') {
    // The address may hold a password: it is not repeated.
    throw new StoreUnusable(
      'A database URL is set, but this version has the embedded store only: unset it to use the data folder',
    )
  }
  await prepareDataFolder(dataFolder)
  return openSqlite(databaseFile(dataFolder), { synchronous, busyTimeoutMs }, settings.channel)
}
