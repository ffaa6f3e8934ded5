import { databaseFile, prepareDataFolder } from './data-folder.ts'
import type { PeerChannel, Store } from './port.ts'
import type { Tls } from './postgres/address.ts'
import type { Synchronous } from './sqlite/connection.ts'
import { openSqlite } from './sqlite/store.ts'

/** Where the store is and how it is to behave. */
export interface StoreSettings {
  /** Folder of the embedded database; created (mode 0700) when it is not there. */
  readonly dataFolder: string
  /** Address of a PostgreSQL database to use instead of the embedded one. */
  readonly databaseUrl?: string
  /** Connections of this process to PostgreSQL; 8 unless given. */
  readonly databaseConnections?: number
  /** How long a statement may take in PostgreSQL, in seconds; 5 unless given. */
  readonly databaseTimeout?: number
  /** How connections to PostgreSQL are protected; what the address says unless given. */
  readonly databaseTls?: Tls
  /** File with the certificates of those who may vouch for the PostgreSQL server. */
  readonly databaseCa?: string
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
 * way, and with `StoreUnavailable` when the database is locked for too long or cannot be reached.
 */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const { dataFolder, databaseUrl, synchronous = 'full', busyTimeoutMs = 10_000 } = settings
  if (databaseUrl !== undefined && databaseUrl !== '') {
    // Who keeps documents elsewhere need not load this.
    const { openPostgres } = await import('./postgres/store.ts')
    const { databaseConnections = 8, databaseTimeout = 5, databaseTls, databaseCa } = settings
    return await openPostgres({
      url: databaseUrl,
      connections: databaseConnections,
      timeoutMs: databaseTimeout * 1000,
      ...(databaseTls !== undefined && { tls: databaseTls }),
      ...(databaseCa !== undefined && { caFile: databaseCa }),
    })
  }
  await prepareDataFolder(dataFolder)
  return openSqlite(databaseFile(dataFolder), { synchronous, busyTimeoutMs }, settings.channel)
}
