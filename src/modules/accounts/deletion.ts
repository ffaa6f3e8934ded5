import type { Change } from '../../documents/changes.ts'
import type { Document } from '../../documents/document.ts'
import { failed, systemError, type Failure } from '../../failures.ts'
import type { AccountContext } from '../declaration/context.ts'
import { deletedResult } from '../declaration/crud-writes.ts'
import { intent, type DocumentResult, type Outcome } from '../declaration/results.ts'
import { descendantsCount } from './representation.ts'
import { changingTree } from './tree-guard.ts'
import { stored } from './update.ts'

/**
 * DELETE: the account and everything it has, for good, in one write (accounts-and-pbx.md, "accounts" 8).
 * Refused to the master account, to accounts with others below them, and where a module says no.
 */
export async function deleteAccount(context: AccountContext): Promise<Outcome> {
  if (context.account.id === context.services.accounts.masterId) return systemError('invalid_method')
  const account = await stored(context)
  if (failed(account)) return account
  const changes = await deletionOf(context, account)
  if (failed(changes)) return changes
  return intent(() => perform(context, account), account.rev)
}

async function perform(context: AccountContext, account: Document): Promise<DocumentResult | Failure> {
  const { documents } = context.services
  const written = await changingTree(documents, async (release) => {
    const changes = await deletionOf(context, account)
    if (failed(changes)) return changes
    return await documents.write([...changes, release], context.author)
  })
  return failed(written) ? written : deletedResult(account)
}

/** All that goes with the account; what modules hold elsewhere is theirs to name. */
async function deletionOf(context: AccountContext, account: Document): Promise<readonly Change[] | Failure> {
  const { services } = context
  if ((await descendantsCount(services.documents, account.id)) > 0)
    return systemError('account_has_descendants')
  const changes: Change[] = [{ change: 'erase', document: account }]
  for (const module of services.modules.all()) {
    const more = (await module.accountDeletion?.(services, context.account)) ?? []
    if (failed(more)) return more
    changes.push(...more)
  }
  return [...changes, { change: 'drop', db: account.id }]
}
