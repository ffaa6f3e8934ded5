import type { Documents } from '../../documents/documents.ts'
import { monthOfId } from '../../documents/gregorian.ts'
import type { Step, StoredDocument } from '../../store/port.ts'
import { monthlyUpTo } from './months.ts'

/**
 * Removes the documents of an account's month for good, announcing nothing; with `revisions` only those that have the
 * revision told there. Gives back how many were removed, and how many stay since they changed meanwhile.
 */
export async function removeMonth(
  documents: Documents,
  accountId: string,
  month: string,
  revisions?: ReadonlyMap<string, string>,
): Promise<{ readonly removed: number; readonly kept: number }> {
  let removed = 0
  let kept = 0
  for await (const page of monthlyUpTo(documents, accountId, month)) {
    const gone = page.filter(({ id }) => monthOfId(id) === month)
    const sure = gone.filter(({ id, rev }) => revisions === undefined || revisions.get(id) === rev)
    const done = await erase(documents, sure)
    removed += done
    kept += gone.length - done
  }
  return { removed, kept }
}

async function erase(documents: Documents, page: readonly StoredDocument[]): Promise<number> {
  const steps = page.map(stepOf)
  if (steps.length === 0 || (await documents.commit(steps)).outcome === 'done') return steps.length
  let done = 0
  for (const step of steps) if ((await documents.commit([step])).outcome === 'done') done += 1
  return done
}

function stepOf({ db, id, rev, type }: StoredDocument): Step {
  return { do: 'erase', db, id, expect: rev, tell: type }
}
