import { failed } from '../../failures.ts'
import { moveLegacyApps } from '../../modules/apps_store/installation.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { databaseId } from '../database-id.ts'
import { type MaintenanceFunction, type MaintenanceIo, NoReturn, Refused } from '../registry.ts'
import { accountIds } from '../every-account.ts'
import { migrateBoxes } from './boxes.ts'
import { migrateLists } from './lists.ts'

/** Functions of `crossbar_maintenance` on data of earlier installations (auth-and-system.md, "crossbar_maintenance"). */
export const accountDataFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  migrate_accounts_data: {
    args: '',
    summary: 'Brings voicemail messages, lists and applications of all accounts into their present form',
    run: async (_args, io, services) => {
      await migrateAccountsData(services, io)
      return new NoReturn()
    },
  },
  migrate_account_data: {
    args: 'ACCOUNT',
    summary: 'Brings voicemail messages, lists and applications of an account into their present form',
    run: async ([account = ''], io, services) => {
      const accountId = databaseId(account)
      if (!(await services.accounts.find(accountId))) return new Refused(`there is no account ${account}`)
      await migrateAccountData(services, io, accountId)
      return new NoReturn()
    },
  },
}

/** Brings data of all accounts into the form of this version; what cannot be changed is said and left as it is. */
export async function migrateAccountsData(services: Services, io: MaintenanceIo): Promise<void> {
  for (const id of await accountIds(services.documents)) await migrateAccountData(services, io, id)
}

async function migrateAccountData(services: Services, io: MaintenanceIo, accountId: string): Promise<void> {
  await migrateBoxes(services, io, accountId)
  await migrateLists(services, io, accountId)
  const moved = await moveLegacyApps(services, accountId)
  if (failed(moved))
    io.print(`  failed to move the applications of account ${accountId}: it has some already`)
  else if (moved) io.print(`  moved the applications of account ${accountId} to a document of their own`)
}
