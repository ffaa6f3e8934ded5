import { createHash, randomUUID } from 'node:crypto'
import { open, opendir, rename, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { errorCode, makeFolder, syncFolder } from '../../store/durable-file.ts'
import { StoreUnavailable } from '../../store/port.ts'
import { TooLarge } from './port.ts'
import type { Blobs, ByteRange, Soundness, StagedBlob, WrittenBlob } from './port.ts'

const digestPattern = /^[0-9a-f]{64}$/
const hourMs = 3_600_000

/**
 * Content as files: `<folder>/ab/cd/<digest>`, by the digest's first digits, so that no
 * folder grows too large. Files are written in `<folder>/temporary` and moved in place
 * when they are on disk: a file with a digest for a name is always complete.
 */
export class FileBlobs implements Blobs {
  readonly #folder: string
  readonly #temporary: string

  /** The folder is created when the first content is written. */
  constructor(folder: string) {
    this.#folder = folder
    this.#temporary = join(folder, 'temporary')
  }

  async write(content: Readable, limitBytes = Infinity): Promise<WrittenBlob | TooLarge> {
    const staged = await this.stage(content, limitBytes)
    if (staged instanceof TooLarge) return staged
    await staged.keep()
    return { digest: staged.digest, bytes: staged.bytes }
  }

  async stage(content: Readable, limitBytes = Infinity): Promise<StagedBlob | TooLarge> {
    // The stream may fail before it is first read; then reading it tells.
    const heldBack = (): void => undefined
    content.on('error', heldBack)
    const aside = join(this.#temporary, randomUUID())
    try {
      await makeFolder(this.#temporary)
      const written = await available(this.#writeAside(aside, content, limitBytes))
      if (written instanceof TooLarge) {
        await rm(aside, { force: true })
        return written
      }
      return {
        ...written,
        keep: () => available(this.#putInPlace(aside, written.digest)),
        discard: () => rm(aside, { force: true }),
      }
    } catch (error) {
      await rm(aside, { force: true })
      throw error
    } finally {
      content.off('error', heldBack)
    }
  }

  async open(digest: string, range?: ByteRange): Promise<Readable | undefined> {
    const handle = await this.#handle(digest)
    return handle?.createReadStream({ ...(range && { start: range.start, end: range.end }) })
  }

  async size(digest: string): Promise<number | undefined> {
    if (!digestPattern.test(digest)) return undefined
    return whenThere(stat(this.#place(digest)).then(({ size }) => size))
  }

  async has(digest: string): Promise<boolean> {
    return (await this.size(digest)) !== undefined
  }

  async remove(digest: string): Promise<void> {
    if (digestPattern.test(digest)) await rm(this.#place(digest), { force: true })
  }

  async verify(digest: string): Promise<Soundness> {
    const content = await this.open(digest)
    if (!content) return 'missing'
    const hash = createHash('sha256')
    for await (const chunk of content) hash.update(asBytes(chunk))
    return hash.digest('hex') === digest ? 'sound' : 'damaged'
  }

  async *list(unchangedForMs?: number): AsyncGenerator<string, void, undefined> {
    const newest = unchangedForMs === undefined ? Infinity : Date.now() - unchangedForMs
    for await (const first of namesIn(this.#folder, /^[0-9a-f]{2}$/)) {
      for await (const second of namesIn(join(this.#folder, first), /^[0-9a-f]{2}$/)) {
        for await (const digest of namesIn(join(this.#folder, first, second), digestPattern)) {
          if (newest === Infinity || (await this.#writtenBy(this.#place(digest), newest))) yield digest
        }
      }
    }
  }

  async sweepTemporary(unchangedForMs = hourMs): Promise<number> {
    let removed = 0
    for await (const name of namesIn(this.#temporary, /^/)) {
      const aside = join(this.#temporary, name)
      if (!(await this.#writtenBy(aside, Date.now() - unchangedForMs))) continue
      await rm(aside, { force: true })
      removed += 1
    }
    return removed
  }

  async #writeAside(aside: string, content: Readable, limitBytes: number): Promise<WrittenBlob | TooLarge> {
    const hash = createHash('sha256')
    const handle = await open(aside, 'wx', 0o600)
    let bytes = 0
    try {
      for await (const chunk of content.iterator({ destroyOnReturn: false })) {
        const data = asBytes(chunk)
        bytes += data.byteLength
        if (bytes > limitBytes) return new TooLarge(limitBytes)
        hash.update(data)
        await writeWhole(handle, data)
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    return { digest: hash.digest('hex'), bytes }
  }

  /** The same content may be there already; then it is as good as new, and young again for `list`. */
  async #putInPlace(aside: string, digest: string): Promise<void> {
    const place = this.#place(digest)
    await makeFolder(dirname(place))
    await rename(aside, place)
    await syncFolder(dirname(place))
  }

  async #handle(digest: string): Promise<FileHandle | undefined> {
    return digestPattern.test(digest) ? whenThere(open(this.#place(digest), 'r')) : undefined
  }

  async #writtenBy(file: string, time: number): Promise<boolean> {
    const written = await whenThere(stat(file).then(({ mtimeMs }) => mtimeMs))
    return written !== undefined && written <= time
  }

  #place(digest: string): string {
    return join(this.#folder, digest.slice(0, 2), digest.slice(2, 4), digest)
  }
}

function asBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk
  if (typeof chunk === 'string') return Buffer.from(chunk)
  throw new TypeError('content must be a stream of bytes')
}

/** What says something about the disk, not about what is to be written. */
const troubleOfDisk: ReadonlyMap<unknown, string> = new Map([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'a file may not become as large here'],
  ['EIO', 'the disk reports an error'],
  ['EROFS', 'the disk is read-only'],
])

/** Trouble of the disk is what clients are told as that of the store; anything else stays as it is. */
async function available<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const reason = troubleOfDisk.get(errorCode(error))
    throw reason === undefined ? error : new StoreUnavailable(reason, { cause: error })
  }
}

async function writeWhole(handle: FileHandle, data: Uint8Array): Promise<void> {
  let written = 0
  while (written < data.byteLength) written += (await handle.write(data, written)).bytesWritten
}

async function whenThere<T>(wanted: Promise<T>): Promise<T | undefined> {
  try {
    return await wanted
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Names in a folder that fit a pattern; none when there is no such folder. */
async function* namesIn(folder: string, pattern: RegExp): AsyncGenerator<string, void, undefined> {
  const entries = await whenThere(opendir(folder))
  if (!entries) return
  for await (const entry of entries) if (pattern.test(entry.name)) yield entry.name
}
