import { createWriteStream } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { databaseFile, prepareDataFolder, secretKeyFile } from '../data-folder.ts'
import { exists, publishNew, syncFile } from '../durable-file.ts'
import { StoreUnusable } from '../port.ts'
import { attachedTo, checkCopy } from './copy.ts'
import { ArchiveReader, DamagedArchive } from './reader.ts'
import type { ArchivedContent } from './reader.ts'
import { ArchiveRefused, databaseName, digestOf, secretKeyName } from './terms.ts'
import type { ArchiveBlobs, ArchiveProgress, ArchiveSummary } from './terms.ts'

/** What to restore, and where. */
export interface RestoreRequest {
  readonly file: string
  /** A folder that holds no database yet; created (mode 0700) when it is not there. */
  readonly dataFolder: string
  /** Where the binary content goes. */
  readonly blobs: Pick<ArchiveBlobs, 'has' | 'write' | 'remove'>
  readonly onProgress?: ArchiveProgress
}

/** What takes back the steps done so far, the last one first. */
type Undo = (() => Promise<void>)[]

/**
 * Restores an archive: everything in it is checked before anything is written, and the
 * database appears last, when all it refers to is in place. Refuses a folder that holds
 * a database, and an archive that is damaged or too new; leaves nothing behind on failure.
 */
export async function restoreArchive(request: RestoreRequest): Promise<ArchiveSummary | ArchiveRefused> {
  const database = databaseFile(request.dataFolder)
  // A log without its database would be applied to the restored one.
  if ((await exists(database)) || (await exists(`${database}-wal`))) {
    return new ArchiveRefused(`${request.dataFolder} holds a database already`)
  }
  if (!(await exists(request.file))) return new ArchiveRefused(`${request.file} is not there`)
  const archive = ArchiveReader.open(request.file)
  if (archive instanceof ArchiveRefused) return archive
  const undo: Undo = []
  try {
    return await restoreFrom(archive, request, undo)
  } catch (error) {
    for (const takeBack of undo.reverse()) await takeBack()
    if (error instanceof StoreUnusable) return new ArchiveRefused(error.message)
    if (error instanceof DamagedArchive) return new ArchiveRefused(`${request.file}: ${error.message}`)
    throw error
  } finally {
    archive.close()
  }
}

async function restoreFrom(
  archive: ArchiveReader,
  request: RestoreRequest,
  undo: Undo,
): Promise<ArchiveSummary> {
  const { dataFolder, blobs } = request
  const bytes = archive.contents.reduce((sum, content) => sum + content.bytes, 0)
  const read = progressive(archive, bytes * 2, request.onProgress)
  for (const content of archive.contents) await pipeline(read(content), discard)

  const created = await firstMissing(dataFolder)
  if (created !== undefined) undo.push(() => rm(created, { recursive: true, force: true }))
  await prepareDataFolder(dataFolder)
  const staging = join(dataFolder, 'restoring')
  undo.push(() => rm(staging, { recursive: true, force: true }))
  await rm(staging, { recursive: true, force: true })
  await mkdir(staging, { mode: 0o700 })

  const database = await extract(read(named(archive, databaseName)), join(staging, databaseName))
  checkCopy(database)
  const attached = attachedTo(database).map(({ digest }) => digest)
  const keyContent = archive.contents.find(({ name }) => name === secretKeyName)
  const key = keyContent && (await extract(read(keyContent), join(staging, secretKeyName)))
  const digests = await restoreBlobs(archive, read, blobs, undo)
  if (key !== undefined) await publishKey(key, secretKeyFile(dataFolder), undo)
  await publishNew(database, databaseFile(dataFolder))
  await rm(staging, { recursive: true, force: true })
  return { blobs: digests.size, bytes, missing: attached.filter((digest) => !digests.has(digest)) }
}

async function restoreBlobs(
  archive: ArchiveReader,
  read: (content: ArchivedContent) => Readable,
  blobs: RestoreRequest['blobs'],
  undo: Undo,
): Promise<ReadonlySet<string>> {
  const digests = new Set<string>()
  for (const content of archive.contents) {
    const digest = digestOf(content.name)
    if (digest === undefined) continue
    if (!(await blobs.has(digest))) undo.push(() => blobs.remove(digest))
    await blobs.write(read(content))
    digests.add(digest)
  }
  return digests
}

/** Puts the key in place; one that is there already must be the same. */
async function publishKey(key: string, file: string, undo: Undo): Promise<void> {
  if (!(await exists(file))) {
    await publishNew(key, file)
    undo.push(() => rm(file, { force: true }))
  } else if (!(await readFile(key)).equals(await readFile(file))) {
    throw new StoreUnusable(`${file} is another key than the archive's: move it away first`)
  }
}

/** Reads contents as streams, telling how far all reading has come. */
function progressive(archive: ArchiveReader, totalBytes: number, onProgress: ArchiveProgress | undefined) {
  let doneBytes = 0
  async function* counted(content: ArchivedContent): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of archive.read(content)) {
      yield chunk
      doneBytes += chunk.byteLength
      onProgress?.({ doneBytes, totalBytes })
    }
  }
  return (content: ArchivedContent): Readable => Readable.from(counted(content))
}

async function discard(content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of content) void chunk
}

async function extract(content: Readable, file: string): Promise<string> {
  await pipeline(content, createWriteStream(file, { flags: 'wx', mode: 0o600 }))
  await syncFile(file)
  return file
}

function named(archive: ArchiveReader, name: string): ArchivedContent {
  const content = archive.contents.find((each) => each.name === name)
  if (!content) throw new DamagedArchive(`${name} is not in it`)
  return content
}

/** The topmost folder of a path that is not there; `undefined` when all are. */
async function firstMissing(folder: string): Promise<string | undefined> {
  let missing: string | undefined
  for (let at = resolve(folder); !(await exists(at)); at = dirname(at)) missing = at
  return missing
}
