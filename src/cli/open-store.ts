import { AdminSocketBusy, openAdminSocketFor, type AdminSocket } from '../maintenance/socket.ts'
import type { Settings } from '../settings.ts'
import { storeSettings, type storeSettingNames } from '../store-settings.ts'
import { databaseFile } from '../store/data-folder.ts'
import { errorCode, exists } from '../store/durable-file.ts'
import { openStore } from '../store/open.ts'
import { StoreUnavailable, StoreUnusable, type Store } from '../store/port.ts'

/** Settings by which a command finds the store. */
export type WhereSettings = Pick<Settings, (typeof storeSettingNames)[number]>

/** Seconds that a command waits for one statement of PostgreSQL: no client waits for it. */
const patience = 600

/** Opens the store that is there; gives back why not in one line, when there is none or it cannot be used. */
export async function openExisting(settings: WhereSettings): Promise<Store | string> {
  // Opening a store makes one where there is none: a misspelled folder has to be noticed before.
  if (settings.databaseUrl === undefined && !(await exists(databaseFile(settings.data))))
    return `there is no database in ${settings.data}`
  try {
    return await openStore({ ...storeSettings(settings), databaseTimeout: patience })
  } catch (error) {
    const reason = storeTrouble(error)
    if (reason === undefined) throw error
    return reason
  }
}

/** What is wrong with the store in one line; `undefined` for an error that nobody expected. */
export function storeTrouble(error: unknown): string | undefined {
  return error instanceof StoreUnusable || error instanceof StoreUnavailable ? error.message : undefined
}

/**
 * Takes a data folder for this command alone, so that no server starts with it meanwhile; gives back why not in
 * one line, when a server runs.
 */
export async function takeFolder(folder: string): Promise<AdminSocket | string> {
  try {
    return await openAdminSocketFor(folder, async () => ({
      error: 'failed',
      message: 'a command of crossbar is at work with this data folder',
    }))
  } catch (error) {
    if (error instanceof AdminSocketBusy)
      return `a server is running with the data folder ${folder}: stop it first`
    if (errorCode(error) !== undefined && error instanceof Error) return error.message
    throw error
  }
}
