import type { Services } from '../../modules/declaration/services.ts'
import { accountDataFunctions, migrateAccountsData } from '../account-data/functions.ts'
import { importAccountFunction } from '../import-account.ts'
import { appFunctions } from '../apps/functions.ts'
import { importCdrsFunction } from '../import-cdrs.ts'
import { defineMaintenance } from '../registry.ts'
import { accountFunctions } from './accounts.ts'
import { addMissingModules, moduleFunctions } from './modules.ts'
import { signInFunctions } from './sign-ins.ts'
import { upkeepFunctions } from './upkeep.ts'

/** What operators do to the API and its accounts (auth-and-system.md, "crossbar_maintenance"). */
export const crossbarMaintenance = defineMaintenance<Services>('crossbar_maintenance', {
  ...moduleFunctions,
  ...accountDataFunctions,
  migrate: {
    args: '',
    summary:
      'Brings data of accounts into their present form, and adds new modules to those that are started',
    run: async (_args, io, services) => {
      await migrateAccountsData(services, io)
      return await addMissingModules(services, io)
    },
  },
  ...upkeepFunctions,
  ...accountFunctions,
  ...signInFunctions,
  ...appFunctions,
  import_account: importAccountFunction,
  import_cdrs: importCdrsFunction,
})
