import path from 'node:path'
import { assembleDocuments } from '../assembly.ts'
import { describeImport, importCdrsFile } from '../maintenance/import-cdrs.ts'
import { exitCodes, refuse } from './command.ts'
import { openExisting, storeTrouble, type WhereSettings } from './open-store.ts'
import { progressBar } from './progress.ts'

/** Imports a file of call records into the store, beside a running server if there is one. */
export async function importCdrs(settings: WhereSettings, file: string): Promise<number> {
  const store = await openExisting(settings)
  if (typeof store === 'string') return refuse(store)
  const progress = progressBar('importing')
  try {
    const parts = await assembleDocuments(store)
    const report = await importCdrsFile(parts, path.resolve(file), ({ bytes }, total) => {
      progress.update(bytes, total)
    })
    progress.stop()
    for (const line of describeImport(report)) console.log(line)
    return exitCodes.done
  } catch (error) {
    const reason = storeTrouble(error)
    if (reason !== undefined) return refuse(reason)
    if (error instanceof Error && 'code' in error) return refuse(`${file} cannot be read: ${error.message}`)
    throw error
  } finally {
    progress.stop()
    await store.close()
  }
}
