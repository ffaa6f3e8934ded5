import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Document } from '../../documents/document.ts'
import type { Blobs } from '../../outside/blobs/port.ts'
import type { Attachment, Snapshot, StoredDocument } from '../../store/port.ts'
import { attachmentLine, documentLine, pieceBytes, pieceLine, trailerLine } from './format.ts'

/** Writes the lines of an exported account to a file, one after the other (`format.ts`), and counts them. */
export class ExportWriter {
  readonly #store: Pick<Snapshot, 'attachments'>
  readonly #blobs: Blobs
  readonly #handle: FileHandle
  readonly #stop: AbortSignal | undefined
  readonly #hash = createHash('sha256')
  documents = 0
  attachments = 0
  bytes = 0
  /** What is lost and left out, or damaged: one line each. */
  readonly missing: string[] = []

  /** Once `stop` is aborted, it writes no further line and rejects with the reason. */
  constructor(store: Pick<Snapshot, 'attachments'>, blobs: Blobs, handle: FileHandle, stop?: AbortSignal) {
    this.#store = store
    this.#blobs = blobs
    this.#handle = handle
    this.#stop = stop
  }

  /** Writes a line. */
  async line(text: string): Promise<void> {
    this.#stop?.throwIfAborted()
    this.#hash.update(text)
    await this.#handle.appendFile(text)
  }

  /** Writes a document with its attachments; tells whether it could be written. */
  async document(stored: StoredDocument): Promise<boolean> {
    const line = readableLine(stored)
    if (line === undefined) {
      this.missing.push(`${stored.db}/${stored.id} is no JSON object, and is left out`)
      return false
    }
    await this.line(line)
    this.documents += 1
    for (const attachment of await this.#store.attachments(stored.db, stored.id))
      await this.#attachment(attachment)
    return true
  }

  /** Writes the last line. */
  async end(): Promise<void> {
    const { documents, attachments, bytes } = this
    await this.line(trailerLine({ documents, attachments, bytes, sha256: this.#hash.copy().digest('hex') }))
  }

  async #attachment(attachment: Attachment): Promise<void> {
    const { db, id, name, digest } = attachment
    const content = await this.#blobs.open(digest)
    const size = await this.#blobs.size(digest)
    if (!content || size === undefined) {
      content?.destroy()
      this.missing.push(`the content of ${db}/${id} ${JSON.stringify(name)} is missing`)
      return
    }
    await this.line(attachmentLine({ ...attachment, bytes: size }))
    const hash = createHash('sha256')
    for await (const chunk of content as AsyncIterable<Buffer>) {
      hash.update(chunk)
      for (let at = 0; at < chunk.length; at += pieceBytes)
        await this.line(pieceLine(chunk.subarray(at, at + pieceBytes)))
    }
    if (hash.digest('hex') !== digest)
      this.missing.push(
        `the content of ${db}/${id} ${JSON.stringify(name)} is damaged, and is written as it is`,
      )
    this.attachments += 1
    this.bytes += size
  }
}

/** The line of a document; `undefined` for one that cannot be read, which would spoil the file. */
function readableLine(stored: StoredDocument): string | undefined {
  const document = new Document(stored)
  try {
    const { body, hidden } = document
    return documentLine({ ...stored, body: JSON.stringify(body), hidden: JSON.stringify(hidden) })
  } catch {
    return undefined
  }
}
