import type { Account } from '../../documents/accounts.ts'
import type { Json } from '../../json.ts'
import type { Services } from './services.ts'

/** What a client writes where the next one up decides. */
const inherited = 'inherit'

/** Timezone of an account: its own, else that of the system (`accounts.default_timezone`). */
export function accountTimezone(services: Pick<Services, 'config'>, account: Account): string {
  return (
    ownTimezone(account.document.body['timezone']) ??
    services.config.text('accounts', 'default_timezone', 'America/Los_Angeles')
  )
}

/** Timezone of a user: the user's own, else the account's; also when there is no such user (accounts-and-pbx.md, "users"). */
export async function userTimezone(
  services: Pick<Services, 'config' | 'documents'>,
  account: Account,
  userId: string | undefined,
): Promise<string> {
  const user = userId === undefined ? undefined : await services.documents.find(account.id, userId)
  const own = user?.type === 'user' ? ownTimezone(user.body['timezone']) : undefined
  return own ?? accountTimezone(services, account)
}

/** A timezone a document names itself; `undefined` when it leaves it to the next one up. */
export function ownTimezone(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' && value !== inherited ? value : undefined
}
