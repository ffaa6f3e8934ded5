import { accountsDb, accountType } from '../../documents/accounts.ts'
import { accountDatabaseName } from '../../documents/write-plan.ts'
import { failed } from '../../failures.ts'
import type { Json } from '../../json.ts'
import { isEnabled } from '../../modules/accounts/state-change.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { findAccounts, type AccountNames } from '../../modules/sign-in/find-account.ts'
import type { MaintenanceFunction, MaintenanceIo } from '../registry.ts'
import { atom, errorWith, okWith, tuple, type Term } from '../terms.ts'
import { printParagraph } from './paragraph.ts'

/** `find_account_by_…` (auth-and-system.md, "crossbar_maintenance"). */
export const findFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  find_account_by_name: {
    args: 'NAME',
    summary: 'shows the accounts of a name',
    run: ([name = ''], io, services) => find(services, io, { name }, 'failed to find account'),
  },
  find_account_by_realm: {
    args: 'REALM',
    summary: 'shows the account of a realm',
    run: ([realm = ''], io, services) => find(services, io, { realm }, 'failed to find account'),
  },
  find_account_by_number: {
    args: 'NUMBER',
    summary: 'shows the account a number is assigned to',
    run: ([phoneNumber = ''], io, services) =>
      find(services, io, { phoneNumber }, `failed to find account assigned to number '${phoneNumber}'`),
  },
  find_account_by_id: {
    args: 'ID',
    summary: 'shows an account',
    run: ([id = ''], io, services) => show(services, io, id),
  },
}

async function find(
  services: Services,
  io: MaintenanceIo,
  names: Partial<AccountNames>,
  miss: string,
): Promise<Term> {
  const nothing: AccountNames = { phoneNumber: undefined, realm: undefined, name: undefined }
  const { ids } = await findAccounts(services, { ...nothing, ...names })
  const [first] = ids
  if (first === undefined) {
    printParagraph(io, `${miss}: not_found`)
    return errorWith(atom('not_found'))
  }
  if (ids.length === 1) return await show(services, io, first)
  for (const id of ids) await show(services, io, id)
  return tuple(atom('multiples'), ids)
}

/** Shows an account; what cannot be shown is found all the same. */
async function show({ documents }: Services, io: MaintenanceIo, id: string): Promise<Term> {
  const place = `Account ID: ${id} (${accountDatabaseName(id)})`
  const account = await documents.load(accountsDb, id, accountType)
  if (failed(account)) printParagraph(io, `${place} does not exist`)
  else {
    printParagraph(io, place)
    printParagraph(io, `  Name: ${shown(account.body['name'])}`)
    printParagraph(io, `  Realm: ${shown(account.body['realm'])}`)
    printParagraph(io, `  Enabled: ${String(isEnabled(account))}`)
    printParagraph(io, `  System Admin: ${String(account.hidden['pvt_superduper_admin'] === true)}`)
  }
  return okWith(id)
}

function shown(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
