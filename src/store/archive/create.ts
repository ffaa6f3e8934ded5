import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { secretKeyFile } from '../data-folder.ts'
import { exists, nameAside, publishNew, syncFile } from '../durable-file.ts'
import type { Store } from '../port.ts'
import { attachedTo } from './copy.ts'
import { ArchiveRefused, blobName, databaseName, secretKeyName } from './terms.ts'
import type { ArchiveBlobs, ArchiveProgress, ArchiveSummary } from './terms.ts'
import { ArchiveWriter } from './writer.ts'

/** What to make an archive of, and where. */
export interface ArchiveRequest {
  /** The embedded store; it may be in use. */
  readonly store: Pick<Store, 'backup'>
  readonly blobs: Pick<ArchiveBlobs, 'open'>
  /** Folder of the secret key. */
  readonly dataFolder: string
  /** The archive: a name that is not in use. While it is made, twice the database's size is needed beside it. */
  readonly file: string
  readonly onProgress?: ArchiveProgress
}

/**
 * Makes an archive of one moment of the store, with the content its attachments refer
 * to and the secret key. Content that is not there or damaged is left out and named in
 * the summary. Refuses to overwrite a file; leaves nothing behind on failure.
 */
export async function createArchive(request: ArchiveRequest): Promise<ArchiveSummary | ArchiveRefused> {
  const { file, store } = request
  if (await exists(file)) return new ArchiveRefused(`${file} exists already`)
  const aside = nameAside(file)
  const copy = `${aside}-database`
  try {
    await store.backup(copy)
    const summary = await fill(aside, copy, request)
    await syncFile(aside)
    await publishNew(aside, file)
    return summary
  } finally {
    await rm(aside, { force: true })
    await rm(copy, { force: true })
  }
}

async function fill(aside: string, copy: string, request: ArchiveRequest): Promise<ArchiveSummary> {
  const { blobs, dataFolder, onProgress } = request
  const files = [await named(databaseName, copy)]
  if (await exists(secretKeyFile(dataFolder)))
    files.push(await named(secretKeyName, secretKeyFile(dataFolder)))
  const attached = attachedTo(copy)
  const totalBytes = [...files, ...attached].reduce((sum, { bytes }) => sum + bytes, 0)
  let doneBytes = 0
  const count = (bytes: number): void => {
    doneBytes += bytes
    onProgress?.({ doneBytes, totalBytes })
  }
  const missing: string[] = []
  const archive = await ArchiveWriter.create(aside)
  try {
    for (const { name, file } of files) await archive.add(name, createReadStream(file), count)
    for (const { digest } of attached) {
      const content = await blobs.open(digest)
      const added = content !== undefined && (await archive.add(blobName(digest), content, count, digest))
      if (!added) missing.push(digest)
    }
    return { blobs: attached.length - missing.length, bytes: archive.bytes, missing }
  } finally {
    archive.close()
  }
}

async function named(name: string, file: string): Promise<{ name: string; file: string; bytes: number }> {
  return { name, file, bytes: (await stat(file)).size }
}
