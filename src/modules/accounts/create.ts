import { isDescendant } from '../../auth/permissions.ts'
import { accountsDb, type Account } from '../../documents/accounts.ts'
import { alsoTelling, badIdentifier, failed, systemError, type Failure } from '../../failures.ts'
import type { Context } from '../declaration/context.ts'
import { chosenId, publicPart } from '../declaration/crud-writes.ts'
import { intent, type DocumentResult, type Outcome } from '../declaration/results.ts'
import { planAccount } from './creation.ts'
import { defaultTimezone } from './default-timezone.ts'
import { directClientRefused } from './direct-clients.ts'
import { draftAccount, type AccountDraft } from './draft.ts'
import { accountResult } from './representation.ts'
import { isEnabled } from './state-change.ts'
import { onStandingTree } from './tree-guard.ts'

/** PUT: an account below the one in the path, else below the caller's own. */
export async function createAccount(context: Context): Promise<Outcome> {
  const parent = context.account ?? (await callersAccount(context))
  if (failed(parent)) return parent
  const id = chosenId(context)
  const draft = await draftAccount(context.services, publicPart(context.data), {
    timezone: defaultTimezone(context.services),
  })
  if (failed(id)) return alsoTelling(id, draft)
  if (failed(draft)) return draft
  const refused = await directClientRefused(context)
  if (refused) return refused
  return intent(() => perform(context, id, parent.id, draft))
}

async function perform(
  context: Context,
  id: string,
  parentId: string,
  draft: AccountDraft,
): Promise<DocumentResult | Failure> {
  const { documents } = context.services
  const written = await onStandingTree(documents, async (guard) => {
    const parent = await documents.find(accountsDb, parentId)
    if (!parent) return badIdentifier(parentId)
    const enabled = decidesState(context) ? draft.enabled : isEnabled(parent)
    const changes = await planAccount(context.services, { id, draft, parent, enabled })
    return await documents.write([...changes, guard], context.author)
  })
  if (failed(written)) return written
  const [account] = written
  if (!account) throw new Error('a creation wrote no account')
  // Below an account's path there is nothing by the new id: it stands beside it.
  return { ...(await accountResult(context, account)), headers: { location: `/v2/accounts/${id}` } }
}

/** Whether the caller, being above the account in the path, says if a new account is enabled. */
function decidesState({ account, auth }: Context): boolean {
  return account === undefined || (auth !== undefined && isDescendant(account, auth.accountId))
}

async function callersAccount({ auth, services }: Context): Promise<Account | Failure> {
  const account = auth && (await services.accounts.find(auth.accountId))
  return account ?? systemError('empty_tree_accounts_exist')
}
