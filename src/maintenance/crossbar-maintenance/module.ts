import type { Services } from '../../modules/declaration/services.ts'
import { importAccountFunction } from '../import-account.ts'
import { appFunctions } from '../apps/functions.ts'
import { importCdrsFunction } from '../import-cdrs.ts'
import { defineMaintenance } from '../registry.ts'
import { accountFunctions } from './accounts.ts'
import { moduleFunctions } from './modules.ts'
import { signInFunctions } from './sign-ins.ts'
import { upkeepFunctions } from './upkeep.ts'

/** What operators do to the API and its accounts (auth-and-system.md, "crossbar_maintenance"). */
export const crossbarMaintenance = defineMaintenance<Services>('crossbar_maintenance', {
  ...moduleFunctions,
  ...upkeepFunctions,
  ...accountFunctions,
  ...signInFunctions,
  ...appFunctions,
  import_account: importAccountFunction,
  import_cdrs: importCdrsFunction,
})
