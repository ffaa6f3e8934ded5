import { accountDatabaseName } from '../documents/write-plan.ts'
import type { Services } from '../modules/declaration/services.ts'
import { defineMaintenance } from './registry.ts'
import { atom, errorWith, okWith, type Term } from './terms.ts'

/** Facts of the system (auth-and-system.md, "other modules worth offering"). */
export const kappsUtil = defineMaintenance<Services>('kapps_util', {
  get_master_account_id: {
    args: '',
    summary: 'Shows the id of the master account',
    run: (_args, _io, services) => master(services, (id) => id),
  },
  get_master_account_db: {
    args: '',
    summary: 'Shows the name of the database of the master account',
    run: (_args, _io, services) => master(services, accountDatabaseName),
  },
})

function master({ accounts }: Services, shown: (id: string) => string): Term {
  return accounts.masterId === undefined ? errorWith(atom('not_found')) : okWith(shown(accounts.masterId))
}
