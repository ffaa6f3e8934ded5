import path from 'node:path'
import { FileBlobs } from '../outside/blobs/files.ts'
import type { Settings } from '../settings.ts'
import { ArchiveRefused, createArchive } from '../store/archive.ts'
import { blobsFolder, databaseFile } from '../store/data-folder.ts'
import { exists } from '../store/durable-file.ts'
import { storeSettings, type storeSettingNames } from '../store-settings.ts'
import { openStore } from '../store/open.ts'
import { StoreUnavailable, StoreUnusable } from '../store/port.ts'
import { exitCodes } from './command.ts'
import { progressBar, readableBytes } from './progress.ts'

/** Writes an archive of a data folder to a new file, beside a running server if there is one. */
export async function backup(
  settings: Pick<Settings, (typeof storeSettingNames)[number]>,
  file: string,
): Promise<number> {
  const { data, databaseUrl } = settings
  // Opening a store makes one where there is none: a misspelled folder has to be noticed before.
  if (databaseUrl === undefined && !(await exists(databaseFile(data))))
    return refuse(`there is no database in ${data}`)
  const progress = progressBar('backing up')
  try {
    const store = await openStore(storeSettings(settings))
    try {
      const summary = await createArchive({
        store,
        blobs: new FileBlobs(blobsFolder(data)),
        dataFolder: data,
        file: path.resolve(file),
        onProgress: ({ doneBytes, totalBytes }) => {
          progress.update(doneBytes, totalBytes)
        },
      })
      progress.stop()
      if (summary instanceof ArchiveRefused) return refuse(summary.reason)
      if (summary.missing.length > 0) {
        console.error(
          `crossbar: ${String(summary.missing.length)} files that documents refer to are missing or damaged:`,
        )
        for (const digest of summary.missing) console.error(`  ${digest}`)
      }
      console.log(
        `Wrote ${file}: the database and ${String(summary.blobs)} files, ${readableBytes(summary.bytes)}.`,
      )
      return exitCodes.done
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof StoreUnusable || error instanceof StoreUnavailable) return refuse(error.message)
    if (error instanceof Error && 'code' in error)
      return refuse(`${file} could not be written: ${error.message}`)
    throw error
  } finally {
    progress.stop()
  }
}

function refuse(reason: string): number {
  console.error(`crossbar: ${reason}`)
  return exitCodes.failed
}
