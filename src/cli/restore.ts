import path from 'node:path'
import { FileBlobs } from '../outside/blobs/files.ts'
import type { Settings } from '../settings.ts'
import { ArchiveRefused, restoreArchive } from '../store/archive.ts'
import { blobsFolder } from '../store/data-folder.ts'
import { exitCodes, refuse } from './command.ts'
import { progressBar, readableBytes } from './progress.ts'

/** Fills an empty data folder from an archive. */
export async function restore({ data }: Pick<Settings, 'data'>, file: string): Promise<number> {
  const progress = progressBar('restoring')
  try {
    const summary = await restoreArchive({
      file: path.resolve(file),
      dataFolder: data,
      blobs: new FileBlobs(blobsFolder(data)),
      onProgress: ({ doneBytes, totalBytes }) => {
        progress.update(doneBytes, totalBytes)
      },
    })
    progress.stop()
    if (summary instanceof ArchiveRefused) return refuse(summary.reason)
    const held = `the database and ${String(summary.blobs)} files, ${readableBytes(summary.bytes)}`
    console.log(`Restored ${data} from ${file}: ${held}.`)
    return exitCodes.done
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      return refuse(`${file} could not be restored: ${error.message}`)
    throw error
  } finally {
    progress.stop()
  }
}
