import path from 'node:path'
import { assembleDocuments } from '../assembly.ts'
import { describeImport, importCdrsFile } from '../maintenance/import-cdrs.ts'
import type { Settings } from '../settings.ts'
import { databaseFile } from '../store/data-folder.ts'
import { exists } from '../store/durable-file.ts'
import { storeSettings, type storeSettingNames } from '../store-settings.ts'
import { openStore } from '../store/open.ts'
import { StoreUnavailable, StoreUnusable } from '../store/port.ts'
import { exitCodes } from './command.ts'
import { progressBar } from './progress.ts'

/** Imports a file of call records into the store, beside a running server if there is one. */
export async function importCdrs(
  settings: Pick<Settings, (typeof storeSettingNames)[number]>,
  file: string,
): Promise<number> {
  const { data, databaseUrl } = settings
  // Opening a store makes one where there is none: a misspelled folder has to be noticed before.
  if (databaseUrl === undefined && !(await exists(databaseFile(data))))
    return refuse(`there is no database in ${data}`)
  const progress = progressBar('importing')
  try {
    const store = await openStore(storeSettings(settings))
    try {
      const parts = await assembleDocuments(store)
      const report = await importCdrsFile(parts, path.resolve(file), ({ bytes }, total) => {
        progress.update(bytes, total)
      })
      progress.stop()
      for (const line of describeImport(report)) console.log(line)
      return exitCodes.done
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof StoreUnusable || error instanceof StoreUnavailable) return refuse(error.message)
    if (error instanceof Error && 'code' in error) return refuse(`${file} cannot be read: ${error.message}`)
    throw error
  } finally {
    progress.stop()
  }
}

function refuse(reason: string): number {
  console.error(`crossbar: ${reason}`)
  return exitCodes.failed
}
