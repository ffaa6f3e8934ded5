import path from 'node:path'
import { Documents } from '../documents/documents.ts'
import { counted } from '../moving/counted.ts'
import { exportAccount as run } from '../moving/account/export.ts'
import { MovingRefused } from '../moving/terms.ts'
import { FileBlobs } from '../outside/blobs/files.ts'
import { blobsFolder } from '../store/data-folder.ts'
import { exitCodes, refuse } from './command.ts'
import { declaredTypes } from './declared-types.ts'
import { openExisting, storeTrouble, type WhereSettings } from './open-store.ts'
import { progressBar, readableBytes } from './progress.ts'

/** Writes an account to a new file, beside a running server if there is one. */
export async function exportAccount(settings: WhereSettings, account: string, file: string): Promise<number> {
  const store = await openExisting(settings)
  if (typeof store === 'string') return refuse(store)
  const progress = progressBar('exporting', (total) => counted(total, 'document'))
  const stop = stopBySignal()
  try {
    const parts = {
      documents: new Documents(store, declaredTypes()),
      blobs: new FileBlobs(blobsFolder(settings.data)),
    }
    const show = (done: number, total: number): void => {
      progress.update(done, total)
    }
    const report = await run(parts, account, path.resolve(file), show, stop)
    progress.stop()
    if (report instanceof MovingRefused) return refuse(report.reason)
    const { accountId, name, documents, attachments, bytes, missing } = report
    for (const each of missing) console.error(`crossbar: ${each}`)
    const held = `${counted(documents, 'document')} and ${counted(attachments, 'attachment')}`
    console.log(`Wrote ${file}: account ${accountId} (${name}), ${held}, ${readableBytes(bytes)}.`)
    return missing.length === 0 ? exitCodes.done : exitCodes.failed
  } catch (error) {
    if (stop.aborted) return refuse(`stopped: ${file} was not written`)
    const reason = storeTrouble(error)
    if (reason !== undefined) return refuse(reason)
    if (error instanceof Error && 'code' in error)
      return refuse(
        error.code === 'EEXIST' ? `${file} exists already` : `${file} could not be written: ${error.message}`,
      )
    throw error
  } finally {
    progress.stop()
    await store.close()
  }
}

/** Is aborted by Ctrl-C and the like, so that no part of a file is left behind; a second signal ends the process at once. */
function stopBySignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      controller.abort()
    })
  return controller.signal
}
