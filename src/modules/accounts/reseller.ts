import { accountsDb } from '../../documents/accounts.ts'
import { encodeKey } from '../../documents/collation.ts'
import type { Document } from '../../documents/document.ts'
import { failed, forbidden, systemError, type Failure } from '../../failures.ts'
import type { AccountContext } from '../declaration/context.ts'
import { deletedResult } from '../declaration/crud-writes.ts'
import { intent, type Outcome } from '../declaration/results.ts'
import { accountResult, shownAccount } from './representation.ts'
import { stored } from './update.ts'
import { resellersByAncestor } from './views.ts'

/**
 * PUT reseller: makes the account the reseller of all below it. Who is whose reseller is read off the tree, so
 * nothing else has to be written.
 */
export async function promote(context: AccountContext): Promise<Outcome> {
  const account = await eligible(context)
  if (failed(account)) return account
  return intent(async () => {
    const promoted = await setReseller(context, account, true)
    return failed(promoted) ? promoted : await accountResult(context, promoted)
  }, account.rev)
}

/** DELETE reseller: the accounts below become those of the next reseller above. */
export async function demote(context: AccountContext): Promise<Outcome> {
  const account = await eligible(context)
  if (failed(account)) return account
  return intent(async () => {
    const demoted = await setReseller(context, account, undefined)
    return failed(demoted) ? demoted : deletedResult(demoted, await shownAccount(context, demoted))
  }, account.rev)
}

/** The account, unless it is the master account or a reseller is below it (accounts-and-pbx.md, "accounts" 6). */
async function eligible(context: AccountContext): Promise<Document | Failure> {
  const { documents, accounts } = context.services
  const { id } = context.account
  if (id === accounts.masterId) return forbidden()
  const bound = encodeKey(id)
  const resellers = await documents.store.count({
    db: accountsDb,
    view: resellersByAncestor.name,
    low: bound,
    high: bound,
  })
  return resellers > 0 ? systemError('account_has_descendants') : await stored(context)
}

function setReseller(
  { services, author }: AccountContext,
  account: Document,
  reseller: true | undefined,
): Promise<Document | Failure> {
  return services.documents.writeOne(
    { change: 'replace', document: account, body: account.body, hidden: { pvt_reseller: reseller } },
    author,
  )
}
