import { createHash } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { accountsDb } from '../../documents/accounts.ts'
import { Document } from '../../documents/document.ts'
import type { Json } from '../../json.ts'
import { nameAside, publishNew, refuseExisting } from '../../store/durable-file.ts'
import type { Attachment, Snapshot, StoredDocument } from '../../store/port.ts'
import { version } from '../../version.ts'
import { elsewhereOf, findAccount, pagesOf } from '../belonging.ts'
import { MovingRefused, type MovingParts, type MovingProgress } from '../terms.ts'
import { attachmentLine, documentLine, headerLine, pieceBytes, pieceLine, trailerLine } from './format.ts'

/** What an export wrote. */
export interface ExportReport {
  readonly accountId: string
  readonly name: string
  readonly documents: number
  readonly attachments: number
  /** Bytes of content. */
  readonly bytes: number
  /** What is lost, and left out: one line each. */
  readonly missing: readonly string[]
}

/**
 * Writes an account with all that belongs to it to a new file: soft-deleted documents, attachments and what system
 * databases hold of it included, those below it not. All is as it was at one moment, though clients go on changing it;
 * content that is removed meanwhile and cleaned up is told as missing. `account`: id, realm or name. Rejects with `EEXIST`
 * when there is such a file; a failure leaves none.
 */
export async function exportAccount(
  parts: MovingParts,
  account: string,
  file: string,
  progress: MovingProgress = () => undefined,
): Promise<ExportReport | MovingRefused> {
  const { documents } = parts
  const none = new MovingRefused(`there is no account ${JSON.stringify(account)}`)
  const id = (await findAccount(documents, account))?.id
  if (id === undefined) return none
  await refuseExisting(file)
  const snapshot = await documents.store.snapshot()
  try {
    const stored = await snapshot.get(accountsDb, id)
    if (!stored || stored.deleted) return none
    return await writeAccount({ snapshot, blobs: parts.blobs, account: new Document(stored) }, file, progress)
  } finally {
    await snapshot.close()
  }
}

/** What an export is written from. */
interface ExportSource {
  readonly snapshot: Snapshot
  readonly blobs: MovingParts['blobs']
  readonly account: Document
}

async function writeAccount(
  source: ExportSource,
  file: string,
  progress: MovingProgress,
): Promise<ExportReport> {
  const { snapshot, account: found } = source
  const aside = nameAside(file)
  const handle = await open(aside, 'wx', 0o600)
  try {
    const writer = new ExportWriter(source, handle)
    const counts = await snapshot.documentCounts()
    const total = 1 + (counts.find(({ db }) => db === found.id)?.documents ?? 0)
    const { name, realm } = found.body
    const header = {
      id: found.id,
      name: textOf(name),
      realm: textOf(realm),
      secret: await secretOf(snapshot),
    }
    await writer.line(headerLine(header, version, total))
    await writer.document(found.stored)
    for await (const page of pagesOf(snapshot, found.id)) {
      for (const stored of page) await writer.document(stored)
      progress(writer.documents, Math.max(total, writer.documents))
    }
    for await (const page of elsewhereOf(snapshot, found.id))
      for (const stored of page) await writer.document(stored)
    await writer.end()
    await handle.sync()
    await handle.close()
    await publishNew(aside, file)
    const { documents: number, attachments, bytes, missing } = writer
    return { accountId: found.id, name: header.name, documents: number, attachments, bytes, missing }
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(aside, { force: true })
    throw error
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

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** The fingerprint of the secret that a store's credentials were made with. */
export async function secretOf(store: Pick<Snapshot, 'readMeta'>): Promise<string | undefined> {
  const text = await store.readMeta('secret')
  const value: unknown = text === undefined ? undefined : JSON.parse(text)
  return typeof value === 'string' ? value : undefined
}

class ExportWriter {
  readonly #source: ExportSource
  readonly #handle: FileHandle
  readonly #hash = createHash('sha256')
  documents = 0
  attachments = 0
  bytes = 0
  readonly missing: string[] = []

  constructor(source: ExportSource, handle: FileHandle) {
    this.#source = source
    this.#handle = handle
  }

  async line(text: string): Promise<void> {
    this.#hash.update(text)
    await this.#handle.appendFile(text)
  }

  async document(stored: StoredDocument): Promise<void> {
    const line = readableLine(stored)
    if (line === undefined) {
      this.missing.push(`${stored.db}/${stored.id} is no JSON object, and is left out`)
      return
    }
    await this.line(line)
    this.documents += 1
    for (const attachment of await this.#source.snapshot.attachments(stored.db, stored.id))
      await this.#attachment(attachment)
  }

  async end(): Promise<void> {
    const { documents, attachments, bytes } = this
    await this.line(trailerLine({ documents, attachments, bytes, sha256: this.#hash.copy().digest('hex') }))
  }

  async #attachment(attachment: Attachment): Promise<void> {
    const { db, id, name, digest } = attachment
    const content = await this.#source.blobs.open(digest)
    const size = await this.#source.blobs.size(digest)
    if (!content || size === undefined) {
      content?.destroy()
      this.missing.push(`the content of ${db}/${id} ${JSON.stringify(name)} is missing`)
      return
    }
    await this.line(attachmentLine({ ...attachment, bytes: size }))
    for await (const chunk of content as AsyncIterable<Buffer>)
      for (let at = 0; at < chunk.length; at += pieceBytes)
        await this.line(pieceLine(chunk.subarray(at, at + pieceBytes)))
    this.attachments += 1
    this.bytes += size
  }
}
