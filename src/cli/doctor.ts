import { examine } from '../doctor/examine.ts'
import type { Diagnosis, Finding } from '../doctor/terms.ts'
import { configDb } from '../documents/system-config.ts'
import { Documents } from '../documents/documents.ts'
import { valueAt, type Json } from '../json.ts'
import { counted } from '../moving/counted.ts'
import { FileBlobs } from '../outside/blobs/files.ts'
import { blobsFolder } from '../store/data-folder.ts'
import type { Store } from '../store/port.ts'
import type { Options } from './command.ts'
import { declaredTypes } from './declared-types.ts'
import { openExisting, storeTrouble, takeFolder, type WhereSettings } from './open-store.ts'
import { progressBar } from './progress.ts'

/** 0: no problem is left; 1: there are problems; 2: the store could not be checked. */
const exitCodes = { clean: 0, problems: 1, unchecked: 2 } as const

/** Checks a store, and repairs it when told to. */
export async function doctor(settings: WhereSettings, options: Options): Promise<number> {
  const repair = options.has('repair')
  const asJson = options.has('json')
  // Repairs by another process would not be noticed by a server that has read what was there before.
  const alone = repair && settings.databaseUrl === undefined
  const store = await openExisting(settings)
  if (typeof store === 'string') return unchecked(store)
  const progress = progressBar('checking', (total) => counted(total, 'document'))
  const taken = alone ? await takeFolder(settings.data) : undefined
  try {
    if (typeof taken === 'string') return unchecked(taken)
    const diagnosis = await examine(
      {
        documents: new Documents(store, declaredTypes()),
        blobs: new FileBlobs(blobsFolder(settings.data)),
        masterId: await masterIdOf(store),
      },
      {
        repair,
        note: (finding) => {
          console.log(asJson ? JSON.stringify({ finding }) : lineOf(finding))
        },
        progress: (done, total) => {
          progress.update(done, total)
        },
      },
    )
    progress.stop()
    console.log(asJson ? JSON.stringify({ summary: diagnosis }) : summaryOf(diagnosis))
    return diagnosis.problems > 0 ? exitCodes.problems : exitCodes.clean
  } catch (error) {
    const reason = storeTrouble(error)
    if (reason !== undefined) return unchecked(reason)
    if (error instanceof Error && 'code' in error) return unchecked(error.message)
    return unchecked(error instanceof Error ? (error.stack ?? error.message) : String(error))
  } finally {
    progress.stop()
    if (typeof taken === 'object') await taken.close()
    await store.close()
  }
}

/** Read from the document itself: configuration that cannot be read must not keep from checking. */
async function masterIdOf(store: Store): Promise<string | undefined> {
  const stored = await store.get(configDb, 'accounts')
  if (!stored || stored.deleted) return undefined
  try {
    const id = valueAt(JSON.parse(stored.body) as Json, ['default', 'master_account_id'])
    return typeof id === 'string' ? id : undefined
  } catch {
    return undefined
  }
}

function lineOf({ severity, kind, db, id, message, repaired }: Finding): string {
  const place = db === undefined ? '' : ` ${db}${id === undefined ? '' : `/${id}`}`
  return `${repaired ? 'repaired' : severity}: ${kind}:${place} ${message}`
}

function summaryOf({ documents, attachments, problems, repaired, warnings }: Diagnosis): string {
  const checked = `${counted(documents, 'document')} and ${counted(attachments, 'attachment')} checked`
  return `${checked}: ${counted(problems, 'problem')}, ${counted(warnings, 'warning')}, ${String(repaired)} repaired.`
}

function unchecked(reason: string): number {
  console.error(`crossbar: ${reason}`)
  return exitCodes.unchecked
}
