import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { isJsonObject, type JsonObject } from '../../json.ts'
import type { Blobs } from '../../outside/blobs/port.ts'
import { TooLarge } from '../../outside/blobs/port.ts'
import { accountsDb } from '../../documents/accounts.ts'
import { isOfAccount } from '../belonging.ts'
import type { Incoming } from '../loader.ts'
import { MovingRefused, type MovingProgress } from '../terms.ts'
import { readAttachment, readDocument, readHeader, readTrailer, type Header, type Trailer } from './format.ts'
import { LineTooLong, linesOf } from './lines.ts'

/** A file that was read to its end, and is as it was written. */
export interface SoundFile {
  readonly header: Header
  readonly trailer: Trailer
  /** The account's own document. */
  readonly account: Incoming
}

/**
 * Reads a whole file and compares it with its checksum. Refuses one that was cut off, was changed, or is none.
 * Rejects with the system's error when it cannot be read.
 */
export async function checkFile(file: string, progress: MovingProgress): Promise<SoundFile | MovingRefused> {
  const { size } = await stat(file)
  const hash = createHash('sha256')
  let header: Header | undefined
  /** Stands right behind the header. */
  let account: Incoming | undefined
  let previous: Buffer | undefined
  let read = 0
  try {
    for await (const line of linesOf(file)) {
      if (!header) {
        const found = readHeader(parsed(line), file)
        if (found instanceof MovingRefused) return found
        header = found
      } else account ??= accountIn(parsed(line), header.id)
      if (previous) hash.update(previous).update('\n')
      previous = line
      read += line.length + 1
      progress(Math.min(read, size), size)
    }
  } catch (error) {
    if (error instanceof LineTooLong) return new MovingRefused(error.message)
    throw error
  }
  const trailer = previous && readTrailer(parsed(previous))
  if (!header) return new MovingRefused(`${file} is empty`)
  if (!trailer) return new MovingRefused(`${file} is incomplete: its end is missing`)
  if (trailer.sha256 !== hash.digest('hex'))
    return new MovingRefused(`${file} is damaged: its checksum is another`)
  if (!account) return new MovingRefused(`${file} does not begin with the account`)
  return { header, trailer, account }
}

/** The documents of a file that was checked, the account's own among them; contents of attachments go to the blob store. */
export async function* documentsIn(
  file: string,
  blobs: Blobs,
  progress: MovingProgress,
): AsyncGenerator<Incoming, void, undefined> {
  const { size } = await stat(file)
  const lines = linesOf(file)
  let read = 0
  let waiting: Incoming | undefined
  try {
    for (;;) {
      const { value: line, done } = await lines.next()
      if (done === true) break
      read += line.length + 1
      progress(Math.min(read, size), size)
      const value = parsed(line)
      const { document, attachment } = isJsonObject(value) ? value : {}
      if (isJsonObject(document)) {
        if (waiting) yield waiting
        const stored = readDocument(document)
        if (!stored) throw new Error(`${file} has a document that cannot be read`)
        waiting = { stored, attachments: [] }
      } else if (isJsonObject(attachment) && waiting) {
        const kept = await keepContent(lines, attachment, blobs)
        waiting = { ...waiting, attachments: [...waiting.attachments, kept] }
      }
    }
    if (waiting) yield waiting
  } finally {
    // An import that ends early leaves no file open in the server.
    await lines.return()
  }
}

async function keepContent(
  lines: AsyncGenerator<Buffer, void, undefined>,
  described: JsonObject,
  blobs: Blobs,
): Promise<Incoming['attachments'][number]> {
  const attachment = readAttachment(described)
  if (!attachment) throw new Error('an attachment in the file cannot be read')
  const written = await blobs.write(Readable.from(contentOf(lines, attachment.bytes)))
  if (written instanceof TooLarge) throw new Error('content without a limit is too long')
  return { ...attachment, digest: written.digest }
}

async function* contentOf(
  lines: AsyncGenerator<Buffer, void, undefined>,
  bytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  for (let left = bytes; left > 0;) {
    const { value: line, done } = await lines.next()
    if (done === true) throw new Error('the content of an attachment is cut off')
    const value = parsed(line)
    const text = isJsonObject(value) ? value['bytes'] : undefined
    if (typeof text !== 'string') throw new Error('the content of an attachment is incomplete')
    const piece = Buffer.from(text, 'base64')
    left -= piece.length
    yield piece
  }
}

function accountIn(value: unknown, id: string): Incoming | undefined {
  const document = isJsonObject(value) ? value['document'] : undefined
  const stored = isJsonObject(document) ? readDocument(document) : undefined
  return stored?.db === accountsDb && isOfAccount(stored, id) ? { stored, attachments: [] } : undefined
}

function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'))
  } catch {
    return undefined
  }
}
