import { accountsDb, accountType } from '../documents/accounts.ts'
import { rebuildViews, staleViews } from '../documents/rebuild.ts'
import { documentPages } from '../documents/walk.ts'
import { isJsonObject } from '../json.ts'
import type { StoredDocument } from '../store/port.ts'
import { AccountTreeCheck } from './account-tree.ts'
import { AttachmentCheck, checkUnusedContent } from './attachments.ts'
import { checkDerived } from './derived.ts'
import { UnknownKinds } from './kinds.ts'
import { checkReferences } from './references.ts'
import type { Diagnosis, Examination, Examined, Finding, Note, Patient } from './terms.ts'

/** An account's own database, by its name. */
const accountDb = /^[0-9a-f]{32}$/

/**
 * Checks a whole store: listings and unique values against their documents, attachments against their content,
 * mentions of other documents, the tree of accounts. What can be derived is put right when told to. Rejects with
 * `StoreUnavailable` when the store cannot be read.
 */
export async function examine(parts: Examined, examination: Examination): Promise<Diagnosis> {
  const { documents, blobs, masterId } = parts
  const { repair, progress } = examination
  const { store } = documents
  const tally = { problems: 0, repaired: 0, warnings: 0 }
  const note: Note = (finding) => {
    count(tally, finding)
    examination.note(finding)
  }
  const counts = await store.documentCounts()
  const total = counts.reduce((sum, each) => sum + each.documents, 0)
  if (repair) await rebuildViews(documents, () => false)
  const pending = new Set((await staleViews(documents)).keys())
  for (const view of pending)
    note({ kind: 'listing', severity: 'warning', message: `${view} waits to be made anew`, repaired: false })
  const trees = new AccountTreeCheck(documents, masterId)
  const attachments = new AttachmentCheck(blobs, store)
  const kinds = new UnknownKinds(documents.types)
  let done = 0
  for (const { db, documents: size } of counts) {
    await checkOwner(parts, db, size, note)
    for await (const page of documentPages(store, { db })) {
      const patients = readable(await withBelongings(parts, db, page), note)
      for (const patient of patients) {
        kinds.count(patient)
        await checkDerived(documents, patient, pending, repair, note)
        await attachments.check(patient, repair, note)
        if (db === accountsDb) await trees.check(patient, repair, note)
      }
      await checkMentions(parts, db, patients, note)
      done += page.length
      progress?.(done, Math.max(total, done))
    }
  }
  kinds.report(note)
  await checkStrays(parts, repair, note)
  await checkUnusedContent(blobs, store, repair, note)
  return { documents: done, attachments: attachments.count, ...tally }
}

function count(
  tally: { problems: number; repaired: number; warnings: number },
  { severity, repaired }: Finding,
): void {
  if (repaired) tally.repaired += 1
  else if (severity === 'problem') tally.problems += 1
  else tally.warnings += 1
}

async function withBelongings(
  { documents }: Examined,
  db: string,
  page: readonly StoredDocument[],
): Promise<readonly Patient[]> {
  const found = await documents.store.belongings(
    db,
    page.map(({ id }) => id),
  )
  // What went away meanwhile needs no care.
  return page.flatMap((stored) => {
    const belongings = found.get(stored.id)
    return belongings ? [{ stored, belongings }] : []
  })
}

/** Those whose JSON can be read; tells of the others. */
function readable(patients: readonly Patient[], note: Note): readonly Patient[] {
  return patients.filter(({ stored }) => {
    const { db, id, body, hidden } = stored
    const unreadable = [...(isObject(body) ? [] : ['public']), ...(isObject(hidden) ? [] : ['private'])]
    if (unreadable.length === 0) return true
    const message = `its ${unreadable.join(' and ')} fields are no JSON object`
    note({ kind: 'json', severity: 'problem', db, id, message, repaired: false })
    return false
  })
}

function isObject(text: string): boolean {
  try {
    return isJsonObject(JSON.parse(text))
  } catch {
    return false
  }
}

/** Documents of an account mention others of that account; the account's own mentions those, too. */
async function checkMentions(
  { documents: { store } }: Examined,
  db: string,
  patients: readonly Patient[],
  note: Note,
): Promise<void> {
  if (accountDb.test(db)) await checkReferences(store, db, patients, note)
  if (db !== accountsDb) return
  for (const patient of patients) await checkReferences(store, patient.stored.id, [patient], note)
}

async function checkOwner({ documents }: Examined, db: string, size: number, note: Note): Promise<void> {
  if (!accountDb.test(db) || (await documents.find(accountsDb, db))?.type === accountType) return
  const message = `documents of an account that is not there: ${String(size)}`
  note({ kind: 'stray', severity: 'warning', db, message, repaired: false })
}

async function checkStrays({ documents }: Examined, repair: boolean, note: Note): Promise<void> {
  const { rows, uniqueKeys, attachments } = await documents.store.strays(repair)
  const what = [
    [rows, 'entries of listings'],
    [uniqueKeys, 'unique values'],
    [attachments, 'attachments'],
  ] as const
  for (const [number, name] of what)
    if (number > 0) {
      const message = `${name} of documents that are not there: ${String(number)}`
      note({ kind: 'stray', severity: 'problem', message, repaired: repair })
    }
}
