import { systemAuthor } from '../../../documents/author.ts'
import type { Change } from '../../../documents/changes.ts'
import type { Documents } from '../../../documents/documents.ts'
import { planWrite } from '../../../documents/write-plan.ts'
import { cdrType } from '../views.ts'
import type { IncomingCdr } from './record.ts'

/**
 * Stores call records in one transaction, all but those whose ids are taken, and gives back the latter.
 * What is stored is on disk when this resolves.
 */
export async function storeBatch<Cdr extends IncomingCdr>(
  documents: Documents,
  records: readonly Cdr[],
): Promise<ReadonlySet<Cdr>> {
  const taken = new Set<Cdr>()
  let rest = withoutTwins(records, taken)
  while (rest.length > 0) {
    const { steps } = planWrite(rest.map(creation), systemAuthor, documents.types)
    const outcome = await documents.commit(steps)
    if (outcome.outcome === 'done') break
    if (outcome.outcome !== 'conflict') throw new Error(`call records are not stored: ${outcome.outcome}`)
    // One is there already. Usually it is not alone: find all of them before the next attempt.
    const known = await existing(documents, rest)
    known.add(place(outcome.db, outcome.id))
    for (const record of rest) if (known.has(placeOf(record))) taken.add(record)
    rest = rest.filter((record) => !taken.has(record))
  }
  return taken
}

function creation({ accountId, id, body, hidden, created }: IncomingCdr): Change {
  return { change: 'create', db: accountId, id, type: cdrType, body, hidden, created }
}

function withoutTwins<Cdr extends IncomingCdr>(records: readonly Cdr[], taken: Set<Cdr>): readonly Cdr[] {
  const first = new Map<string, Cdr>()
  for (const record of records) {
    if (first.has(placeOf(record))) taken.add(record)
    else first.set(placeOf(record), record)
  }
  return [...first.values()]
}

async function existing(documents: Documents, records: readonly IncomingCdr[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const [db, group] of Map.groupBy(records, (record) => record.accountId)) {
    // Soft-deleted ones hold their ids, too.
    const stored = await documents.store.getMany(
      db,
      group.map((record) => record.id),
    )
    for (const { id } of stored) found.add(place(db, id))
  }
  return found
}

function placeOf({ accountId, id }: IncomingCdr): string {
  return place(accountId, id)
}

function place(db: string, id: string): string {
  return `${db} ${id}`
}
