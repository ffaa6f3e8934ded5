import { accountsDb } from '../../documents/accounts.ts'
import { systemAuthor } from '../../documents/author.ts'
import type { Document } from '../../documents/document.ts'
import { accountDatabaseName } from '../../documents/write-plan.ts'
import { failed, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import { createAccountWithAdmin } from '../../modules/accounts/account-with-admin.ts'
import { moveAccount } from '../../modules/accounts/moving.ts'
import { setPrivateFields } from '../../modules/accounts/private-fields.ts'
import type { Services } from '../../modules/declaration/services.ts'
import type { MaintenanceFunction, MaintenanceIo } from '../registry.ts'
import { failedTerm, ok, type Term } from '../terms.ts'
import { findFunctions } from './find-accounts.ts'
import { printParagraph } from './paragraph.ts'

/** Functions of `crossbar_maintenance` on accounts (auth-and-system.md, "crossbar_maintenance"). */
export const accountFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  create_account: {
    args: 'NAME REALM USERNAME PASSWORD [ACCOUNT_ID [USER_ID]]',
    summary: 'creates an account with an admin user, below the master account',
    run: createAccount,
  },
  move_account: {
    args: 'ID NEW_PARENT',
    summary: 'puts an account and all below it below another one',
    run: async ([id = '', to = ''], io, services) => {
      if (id === to) printParagraph(io, 'can not move to the same account')
      else {
        const moved = await moveAccount(services.documents, { id, to }, systemAuthor)
        printParagraph(io, failed(moved) ? `unable to complete move: ${reasonOf(moved)}` : 'move complete!')
      }
      return ok
    },
  },
  promote_account: {
    args: 'ID',
    summary: 'makes all users of an account system administrators',
    run: ([id = ''], io, services) =>
      setField(services, id, { pvt_superduper_admin: true }, (done) => {
        printParagraph(
          io,
          failed(done)
            ? `  failed to admin-ify account ${id}: ${reasonOf(done)}`
            : `  account ${id} is admin-ified: ${JSON.stringify(done.shown)}`,
        )
      }),
  },
  demote_account: {
    args: 'ID',
    summary: 'takes the rights of system administrators from an account',
    run: ([id = ''], _io, services) => setField(services, id, { pvt_superduper_admin: false }),
  },
  allow_account_number_additions: {
    args: 'ID',
    summary: 'lets an account add numbers that no carrier sold it',
    run: ([id = ''], io, services) =>
      setField(services, id, { pvt_wnm_allow_additions: true }, (done) => {
        printParagraph(
          io,
          failed(done)
            ? `  failed to allow account ${id} to add numbers: ${reasonOf(done)}`
            : `  account ${id} allowed to add numbers: ${JSON.stringify(done.shown)}`,
        )
      }),
  },
  disallow_account_number_additions: {
    args: 'ID',
    summary: 'lets an account add no more such numbers',
    run: ([id = ''], _io, services) => setField(services, id, { pvt_wnm_allow_additions: false }),
  },
  enable_account: {
    args: 'ID',
    summary: 'enables an account',
    run: ([id = ''], _io, services) => setField(services, id, { pvt_enabled: true }),
  },
  disable_account: {
    args: 'ID',
    summary: 'disables an account: nobody signs in to it, its devices do not register',
    run: ([id = ''], _io, services) => setField(services, id, { pvt_enabled: false }),
  },
  descendants_count: {
    args: '[ID]',
    summary: 'does nothing: descendants are counted whenever their number is shown',
    run: () => ok,
  },
  ...findFunctions,
}

async function createAccount(
  [name = '', realm = '', username = '', password = '', accountId, userId]: readonly string[],
  io: MaintenanceIo,
  services: Services,
): Promise<Term> {
  io.print('prechecks passed')
  const created = await createAccountWithAdmin(services, {
    name,
    realm,
    username,
    password,
    ...(accountId !== undefined && { accountId }),
    ...(userId !== undefined && { userId }),
  })
  if (failed(created)) {
    printParagraph(io, `failed to create '${name}': ${reasonOf(created)}`)
    return failedTerm
  }
  const { accountId: id, first } = created
  printParagraph(io, `created new account '${id}' in db '${accountDatabaseName(id)}'`)
  printParagraph(io, `created new account admin user '${created.userId}'`)
  if (first) {
    io.print(`account ${id} is the first, promoting it to sysadmin`)
    const account = JSON.stringify((await services.documents.find(accountsDb, id))?.shown ?? {})
    printParagraph(io, `  account ${id} is admin-ified: ${account}`)
    printParagraph(io, `  account ${id} allowed to add numbers: ${account}`)
    io.print(`promoting account ${id} to reseller status, updating sub accounts`)
    printParagraph(io, 'updated master account id in system_config.accounts')
    io.print('finished promoting account')
  }
  return ok
}

/** Sets private fields of an account; `tell` is told of the outcome. */
async function setField(
  services: Services,
  id: string,
  hidden: JsonObject,
  tell: (done: Document | Failure) => void = () => undefined,
): Promise<Term> {
  const done = await setPrivateFields(services, id, hidden)
  tell(done)
  return failed(done) ? failedTerm : ok
}

function reasonOf({ detail }: Failure): string {
  switch (detail.kind) {
    case 'validation':
      return JSON.stringify(detail.errors)
    case 'named':
      return detail.name === 'bad_identifier' ? 'not_found' : detail.name
    case 'answer':
      return detail.message
    case 'empty':
      return String(detail.status)
  }
}
