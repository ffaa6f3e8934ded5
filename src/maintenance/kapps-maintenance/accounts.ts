import { accountsDb, accountType } from '../../documents/accounts.ts'
import { systemAuthor } from '../../documents/author.ts'
import { accountDatabaseName } from '../../documents/write-plan.ts'
import { failed } from '../../failures.ts'
import { moveAccount } from '../../modules/accounts/moving.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { databaseId } from '../database-id.ts'
import { type MaintenanceFunction, type MaintenanceIo, Refused } from '../registry.ts'
import { atom, errorWith, ok, type Term } from '../terms.ts'
import { accountIds, countdown } from '../every-account.ts'

/** Functions of `kapps_maintenance` on where accounts belong (auth-and-system.md, "other modules worth offering"). */
export const accountFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  import_account: {
    args: 'ACCOUNT PARENT',
    summary: 'Puts an account that was loaded from elsewhere, with all below it, below another one',
    run: ([account = '', parent = ''], io, services) =>
      adopt(services, io, databaseId(account), databaseId(parent)),
  },
  ensure_reseller_id_accounts: {
    args: '[ACCOUNT…]',
    summary: 'Shows which resellers accounts have: that follows from the tree, nothing is to be put right',
    run: async (written, io, services) => {
      const ids = written.length > 0 ? written.map(databaseId) : await accountIds(services.documents)
      for (const [id, place] of countdown(ids)) {
        io.print(`(${place}) ensuring reseller id for account '${accountDatabaseName(id)}'`)
        await showReseller(services, io, id)
      }
      return ok
    },
  },
  ensure_reseller_id_account: {
    args: 'ACCOUNT',
    summary: 'Shows which reseller an account has: that follows from the tree, nothing is to be put right',
    run: async ([account = ''], io, services) =>
      (await showReseller(services, io, databaseId(account)))
        ? ok
        : new Refused(`there is no account ${account}`),
  },
}

async function adopt(
  { documents }: Services,
  io: MaintenanceIo,
  account: string,
  parent: string,
): Promise<Term> {
  const isThere = async (id: string): Promise<boolean> =>
    (await documents.find(accountsDb, id))?.type === accountType
  const [hasAccount, hasParent] = [await isThere(account), await isThere(parent)]
  if (!hasAccount || !hasParent) {
    const [child, above] = [`account '${account}'`, `parent '${parent}'`]
    if (hasAccount) io.print(`can not open ${above} definition: not_found`)
    else if (hasParent) io.print(`can not open ${child} definition: not_found`)
    else io.print(`can not open ${child} (not_found) and ${above} (not_found)`)
    return errorWith(atom('not_found'))
  }
  io.print(`importing account '${account}' under parent '${parent}'`)
  const moved = await moveAccount(documents, { id: account, to: parent }, systemAuthor)
  if (failed(moved)) {
    const { detail } = moved
    const isCircle = detail.kind === 'named' && detail.name === 'forbidden'
    const reason = isCircle ? 'the parent is the account itself or below it' : 'conflict'
    io.print(`failed to update account '${account}' definition: ${reason}`)
    return errorWith(atom(isCircle ? 'forbidden' : 'conflict'))
  }
  io.print('account saved')
  return ok
}

async function showReseller(services: Services, io: MaintenanceIo, id: string): Promise<boolean> {
  const account = await services.accounts.find(id)
  if (!account) {
    io.print('failed to open account from accounts db: not_found')
    return false
  }
  const { resellerId } = account
  io.print(
    resellerId === undefined
      ? 'it has no reseller: there is no master account'
      : `its reseller is ${resellerId}, read off the tree: nothing to update`,
  )
  return true
}
