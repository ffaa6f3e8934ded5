import { monthOfId } from '../../documents/gregorian.ts'
import type { Documents } from '../../documents/documents.ts'
import { accountDatabaseName } from '../../documents/write-plan.ts'
import type { StoredDocument } from '../../store/port.ts'

/*
 * What the original keeps in a database for each account and month is in the account's own here, with ids that begin
 * with the month.
 */

/** Documents read at a time. */
const stride = 200

/** Monthly documents of an account up to a month (`YYYYMM`), some at a time, soft-deleted ones included. */
export async function* monthlyUpTo(
  { store }: Pick<Documents, 'store'>,
  db: string,
  last: string,
): AsyncGenerator<readonly StoredDocument[], void, undefined> {
  // Months of this age begin with a 2; ids of all other documents in between are passed over.
  for (let after = { db, id: '2' }; ;) {
    const page = await store.documents({ db, after, limit: stride })
    const monthly = page.filter(({ id }) => (monthOfId(id) ?? '999999') <= last)
    if (monthly.length > 0) yield monthly
    const end = page.at(-1)
    // Ids sort by year; within it, those of an older form with one digit for the month come late.
    if (!end || end.id.slice(0, 4) > last.slice(0, 4)) return
    after = { db: end.db, id: end.id }
  }
}

/** The months up to one of which an account has documents, oldest first. */
export async function monthsUpTo(
  documents: Pick<Documents, 'store'>,
  db: string,
  last: string,
): Promise<readonly string[]> {
  const months = new Set<string>()
  for await (const page of monthlyUpTo(documents, db, last))
    for (const { id } of page) months.add(monthOfId(id) ?? '')
  return [...months].toSorted()
}

/** The original's name of the database of a month. */
export function monthlyDatabaseName(accountId: string, month: string): string {
  return `${accountDatabaseName(accountId)}-${month}`
}

/** A month so many months before another one; both `YYYYMM`. */
export function monthsBefore(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(4)) - 1 - count
  return `${String(Math.floor(index / 12)).padStart(4, '0')}${String((index % 12) + 1).padStart(2, '0')}`
}
