import type { Settings } from './settings.ts'
import type { StoreSettings } from './store/open.ts'

/** Names of the settings that say where the store is and how to use it. */
export const storeSettingNames = [
  'data',
  'databaseUrl',
  'databaseConnections',
  'databaseTimeout',
  'databaseTls',
  'databaseCa',
  'synchronous',
] as const

/** The store's own settings among those of the program. */
export function storeSettings(settings: Pick<Settings, (typeof storeSettingNames)[number]>): StoreSettings {
  const { data, databaseUrl, databaseConnections, databaseTimeout, databaseTls, databaseCa, synchronous } =
    settings
  return {
    dataFolder: data,
    synchronous,
    databaseConnections,
    databaseTimeout,
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(databaseTls !== undefined && { databaseTls }),
    ...(databaseCa !== undefined && { databaseCa }),
  }
}
