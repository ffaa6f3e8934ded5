import { accountsDb, accountType } from '../documents/accounts.ts'
import { encodeKey } from '../documents/collation.ts'
import { failed } from '../failures.ts'
import { setPrivateFields } from '../modules/accounts/private-fields.ts'
import { subtree } from '../modules/accounts/subtree.ts'
import { resellersByAncestor } from '../modules/accounts/views.ts'
import type { Services } from '../modules/declaration/services.ts'
import { databaseId } from './database-id.ts'
import { defineMaintenance, type MaintenanceFunction, type MaintenanceIo, Refused } from './registry.ts'
import { atom, errorWith, ok, type Term } from './terms.ts'

/**
 * Resellers (auth-and-system.md, "other modules worth offering"). Whose reseller an account is follows from the tree:
 * it is told to the operator, but not stored.
 */
export const kazooServicesMaintenance = defineMaintenance<Services>('kazoo_services_maintenance', {
  make_reseller: {
    args: 'ACCOUNT',
    summary: 'Makes an account the reseller of all below it',
    run: ([account = ''], io, services) =>
      change(services, io, databaseId(account), true, (id) => {
        io.print(`promoting account ${id} to reseller status, updating sub accounts`)
      }),
  },
  demote_reseller: {
    args: 'ACCOUNT',
    summary: 'Gives the accounts below a reseller to the next reseller above it',
    run: ([account = ''], io, services) =>
      change(services, io, databaseId(account), undefined, (id, reseller) => {
        io.print(
          `demoting reseller status for account ${id}, and now belongs to reseller ${reseller ?? 'undefined'}`,
        )
      }),
  },
  set_reseller_id: settled('Says whether an account has a reseller: that follows from the tree', (id) => [
    id,
  ]),
  cascade_reseller_id: settled(
    'Says whether the accounts below an account have a reseller: that follows from the tree',
    async (id, services) => await below(services, id),
  ),
})

async function change(
  services: Services,
  io: MaintenanceIo,
  id: string,
  reseller: true | undefined,
  tell: (id: string, reseller: string | undefined) => void,
): Promise<Term> {
  const { documents, accounts } = services
  if ((await documents.find(accountsDb, id))?.type !== accountType) return errorWith(atom('not_found'))
  if (id === accounts.masterId) return errorWith(atom('master_account'))
  const bound = encodeKey(id)
  const range = { db: accountsDb, view: resellersByAncestor.name, low: bound, high: bound }
  if ((await documents.store.count(range)) > 0) return errorWith(atom('reseller_descendants'))
  const written = await setPrivateFields(services, id, { pvt_reseller: reseller })
  if (failed(written)) return errorWith(atom('conflict'))
  const now = reseller ? id : (await accounts.find(id))?.resellerId
  tell(id, now)
  for (const each of await below(services, id)) tellReseller(io, each, now ?? '')
  return ok
}

function settled(
  summary: string,
  which: (id: string, services: Services) => readonly string[] | Promise<readonly string[]>,
): MaintenanceFunction<Services> {
  return {
    args: 'RESELLER ACCOUNT',
    summary,
    run: async ([reseller = '', account = ''], io, services) => {
      const [resellerId, accountId] = [databaseId(reseller), databaseId(account)]
      for (const id of [resellerId, accountId])
        if (!(await services.accounts.find(id))) return errorWith(atom('not_found'))
      for (const id of await which(accountId, services)) {
        const { resellerId: actual } = (await services.accounts.find(id)) ?? {}
        if (actual !== resellerId)
          return new Refused(
            `the reseller of account ${id} is ${actual ?? 'nobody'}, as the tree says: change that with ` +
              'make_reseller, demote_reseller or crossbar_maintenance move_account',
          )
        tellReseller(io, id, resellerId)
      }
      return ok
    },
  }
}

function tellReseller(io: MaintenanceIo, account: string, reseller: string): void {
  io.print(`setting account ${account} reseller id to ${reseller}`)
}

async function below({ documents }: Services, id: string): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const accounts of subtree(documents, id)) for (const account of accounts) ids.push(account.id)
  return ids
}
