import path from 'node:path'
import { FileBlobs } from '../outside/blobs/files.ts'
import { ArchiveRefused, createArchive } from '../store/archive.ts'
import { blobsFolder } from '../store/data-folder.ts'
import { exitCodes, refuse } from './command.ts'
import { openExisting, storeTrouble, type WhereSettings } from './open-store.ts'
import { progressBar, readableBytes } from './progress.ts'

/** Writes an archive of a data folder to a new file, beside a running server if there is one. */
export async function backup(settings: WhereSettings, file: string): Promise<number> {
  const store = await openExisting(settings)
  if (typeof store === 'string') return refuse(store)
  const progress = progressBar('backing up')
  try {
    const summary = await createArchive({
      store,
      blobs: new FileBlobs(blobsFolder(settings.data)),
      dataFolder: settings.data,
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
  } catch (error) {
    const reason = storeTrouble(error)
    if (reason !== undefined) return refuse(reason)
    if (error instanceof Error && 'code' in error)
      return refuse(`${file} could not be written: ${error.message}`)
    throw error
  } finally {
    progress.stop()
    await store.close()
  }
}
