import { newApiKey } from '../../auth/passwords.ts'
import { isWithin } from '../../auth/permissions.ts'
import { failed } from '../../failures.ts'
import type { AccountContext, Context } from '../declaration/context.ts'
import type { Rule } from '../declaration/module.ts'
import { dataResult, intent, type Outcome } from '../declaration/results.ts'
import { apiKeyOf } from './representation.ts'
import { stored } from './update.ts'

/** Who may make a new key: admin users, in the tree as ever. Tokens without a user are no admins. */
export const adminsOfTheTree: Rule = {
  name: 'admin users of the account or one above it',
  allows: ({ auth, account }: Context) =>
    auth?.isAdmin === true && account !== undefined && (auth.superduper || isWithin(account, auth.accountId)),
}

/** GET: the API key. */
export async function readApiKey(context: AccountContext): Promise<Outcome> {
  const account = await stored(context)
  if (failed(account)) return account
  return dataResult({ api_key: apiKeyOf(context, account) })
}

/** PUT: a new API key; the one before is of no use any more. */
export async function renewApiKey(context: AccountContext): Promise<Outcome> {
  const account = await stored(context)
  if (failed(account)) return account
  const { documents, signIn } = context.services
  return intent(async () => {
    const apiKey = newApiKey()
    const hidden = signIn.apiKeyFields(account.id, apiKey)
    const written = await documents.writeOne(
      { change: 'replace', document: account, body: account.body, hidden },
      context.author,
    )
    return failed(written) ? written : dataResult({ api_key: apiKey })
  }, account.rev)
}
