import { open, rm } from 'node:fs/promises'
import { accountsDb } from '../../documents/accounts.ts'
import { Document } from '../../documents/document.ts'
import type { Json } from '../../json.ts'
import { nameAside, publishNew, refuseExisting } from '../../store/durable-file.ts'
import type { Snapshot } from '../../store/port.ts'
import { version } from '../../version.ts'
import { documentPages } from '../../documents/walk.ts'
import { elsewhereOf, findAccount } from '../belonging.ts'
import { MovingRefused, type MovingParts, type MovingProgress } from '../terms.ts'
import { headerLine } from './format.ts'
import { ExportWriter } from './writer.ts'

/** What an export wrote. */
export interface ExportReport {
  readonly accountId: string
  readonly name: string
  readonly documents: number
  readonly attachments: number
  /** Bytes of content. */
  readonly bytes: number
  /** What is lost and left out, or damaged: one line each. */
  readonly missing: readonly string[]
}

/**
 * Writes an account with all that belongs to it to a new file: soft-deleted documents, attachments and what system
 * databases hold of it included, those below it not. All is as it was at one moment, though clients go on changing it;
 * content that is removed meanwhile and cleaned up is told as missing. `account`: id, realm or name. Rejects with `EEXIST`
 * when there is such a file, and with the reason of `stop` when that is aborted; a failure leaves no file.
 */
export async function exportAccount(
  parts: MovingParts,
  account: string,
  file: string,
  progress: MovingProgress = () => undefined,
  stop?: AbortSignal,
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
    const source = { snapshot, blobs: parts.blobs, account: new Document(stored), stop }
    return await writeAccount(source, file, progress)
  } finally {
    await snapshot.close()
  }
}

/** What an export is written from. */
interface ExportSource {
  readonly snapshot: Snapshot
  readonly blobs: MovingParts['blobs']
  readonly account: Document
  readonly stop: AbortSignal | undefined
}

async function writeAccount(
  source: ExportSource,
  file: string,
  progress: MovingProgress,
): Promise<ExportReport> {
  const { snapshot, account: found, stop } = source
  const aside = nameAside(file)
  const handle = await open(aside, 'wx', 0o600)
  try {
    const writer = new ExportWriter(snapshot, source.blobs, handle, stop)
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
    for await (const page of documentPages(snapshot, { db: found.id })) {
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

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** The fingerprint of the secret that a store's credentials were made with. */
export async function secretOf(store: Pick<Snapshot, 'readMeta'>): Promise<string | undefined> {
  const text = await store.readMeta('secret')
  const value: unknown = text === undefined ? undefined : JSON.parse(text)
  return typeof value === 'string' ? value : undefined
}
