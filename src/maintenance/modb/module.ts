import { monthOf, now } from '../../documents/gregorian.ts'
import { isFalse, isTrue } from '../../documents/coercion.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { databaseId } from '../database-id.ts'
import { defineMaintenance, type MaintenanceIo, NoReturn, Refused } from '../registry.ts'
import { ok, type Term } from '../terms.ts'
import { accountIds } from '../every-account.ts'
import { archiveMonth } from './archive.ts'
import { monthlyDatabaseName, monthsBefore, monthsUpTo } from './months.ts'
import { removeMonth } from './removal.ts'
import { restoreFunction } from './restore.ts'

/** Monthly data of accounts: call records, recordings, voicemail messages, … (auth-and-system.md, "other modules worth offering"). */
export const kazooModbMaintenance = defineMaintenance<Services>('kazoo_modb_maintenance', {
  archive_modbs: {
    args: '[ACCOUNT]',
    summary: 'Takes months older than modb.active_modbs out of the store, into files below the data folder',
    run: async ([account], io, services) => {
      const id = account === undefined ? undefined : databaseId(account)
      if (id !== undefined && !(await services.accounts.find(id)))
        return new Refused(`there is no account ${account ?? ''}`)
      const months = Math.max(services.config.integer('modb', 'active_modbs', 6), 0)
      const last = monthsBefore(monthOf(now()), months + 1)
      await eachMonth(services, id, last, (accountId, month) => archive(services, io, accountId, month))
      io.print(`archived ${account ?? 'all'} MODBs more than ${String(months)} months old`)
      return new NoReturn()
    },
  },
  delete_modbs: {
    args: 'YYYYMM [ARCHIVE]',
    summary: 'Removes a month and all before it of all accounts, after archiving them unless told false',
    run: async ([period = '', archived = 'true'], io, services) => {
      if (!isTrue(archived) && !isFalse(archived)) return new Refused('ARCHIVE is either true or false')
      return await deleteMonths(services, io, period, isTrue(archived))
    },
  },
  restore_modbs: restoreFunction,
})

async function deleteMonths(
  services: Services,
  io: MaintenanceIo,
  period: string,
  isArchived: boolean,
): Promise<Term | NoReturn> {
  if (!/^2\d{3}(?:0[1-9]|1[0-2])$/.test(period)) {
    io.print(`period '${period}' does not match YYYYMM format`)
    return ok
  }
  const [year, month] = [period.slice(0, 4), String(Number(period.slice(4)))]
  const current = monthOf(now())
  if (period >= current) {
    const what = period === current ? 'the current MODB' : 'future MODBs'
    io.print(`request to delete ${what} (${year}${month}) denied`)
    return ok
  }
  io.print(`deleting all MODBs equal to or older than ${year}/${month}`)
  await eachMonth(services, undefined, period, async (accountId, each) => {
    if (isArchived) {
      await archive(services, io, accountId, each)
      return
    }
    io.print(`deleting database ${monthlyDatabaseName(accountId, each)}`)
    tellRemoved(io, await removeMonth(services.documents, accountId, each))
  })
  return new NoReturn()
}

async function eachMonth(
  { documents }: Services,
  accountId: string | undefined,
  last: string,
  work: (accountId: string, month: string) => Promise<void>,
): Promise<void> {
  for (const id of accountId === undefined ? await accountIds(documents) : [accountId])
    for (const month of await monthsUpTo(documents, id, last)) await work(id, month)
}

/** Only what is in the file is removed, and only when the file is on disk. */
async function archive(
  services: Services,
  io: MaintenanceIo,
  accountId: string,
  month: string,
): Promise<void> {
  const archived = await archiveMonth(services, accountId, month)
  if (!archived) return
  const { file, revisions, missing } = archived
  io.print(`archiving ${monthlyDatabaseName(accountId, month)} to ${file}`)
  for (const line of missing) io.print(`    ${line}`)
  tellRemoved(io, await removeMonth(services.documents, accountId, month, revisions))
}

function tellRemoved(
  io: MaintenanceIo,
  { removed, kept }: { readonly removed: number; readonly kept: number },
): void {
  const rest = kept === 0 ? '' : `, ${String(kept)} that changed meanwhile or cannot be read stay`
  io.print(`    deleted: ${String(removed)} documents${rest}`)
}
