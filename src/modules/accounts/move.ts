import { isDescendant } from '../../auth/permissions.ts'
import type { Account } from '../../documents/accounts.ts'
import { badIdentifier, failed, forbidden, invalidField } from '../../failures.ts'
import type { AccountContext } from '../declaration/context.ts'
import { intent, type Outcome } from '../declaration/results.ts'
import { accountSettings } from './draft.ts'
import { moveAccount } from './moving.ts'
import { accountResult } from './representation.ts'
import { stored } from './update.ts'

/** POST move: puts the account below the one that `to` names (accounts-and-pbx.md, "accounts" 6, 8). */
export async function move(context: AccountContext): Promise<Outcome> {
  const { account, data, services, author } = context
  const { to } = data
  if (to === undefined || to === null || to === '')
    return invalidField('to', 'required', { message: "The new parent's id has to be named" })
  const parent = typeof to === 'string' ? await services.accounts.find(to) : undefined
  if (!allowed(context, parent)) return forbidden()
  if (!parent) return badIdentifier(to)
  if (parent.id === account.id || parent.tree.includes(account.id)) return forbidden()
  const existing = await stored(context)
  if (failed(existing)) return existing
  return intent(async () => {
    const moved = await moveAccount(
      services.documents,
      { id: account.id, to: parent.id, rev: existing.rev },
      author,
    )
    return failed(moved) ? moved : await accountResult(context, moved)
  }, existing.rev)
}

/** `allow_move`: `superduper_admin`, or `tree`: the caller's account is above both. Anything else allows nobody. */
function allowed({ auth, account, services }: AccountContext, parent: Account | undefined): boolean {
  if (!auth) return false
  switch (services.config.text(accountSettings, 'allow_move', 'superduper_admin')) {
    case 'superduper_admin':
      return auth.superduper
    case 'tree':
      return (
        parent !== undefined && isDescendant(account, auth.accountId) && isDescendant(parent, auth.accountId)
      )
    default:
      return false
  }
}
