import type { Account } from '../documents/accounts.ts'
import { systemError, type Failure } from '../failures.ts'
import type { JsonObject } from '../json.ts'
import { signedInApps } from './apps_store/shown.ts'
import type { Context } from './declaration/context.ts'
import { anywhere, type Module } from './declaration/module.ts'
import { dataResult, type Result } from './declaration/results.ts'
import type { Services } from './declaration/services.ts'
import { languageOf } from './sign-in/login-response.ts'

/** Tells an application within a web console whom it serves (auth-and-system.md, "apps_link"). */
export default {
  name: 'apps_link',
  optional: true,
  operations: [
    anywhere('GET', 'authorize', {
      summary: 'Tells who is calling, and about the account',
      permission: 'tree',
      accountless: 'authenticated',
      handle: authorize,
    }),
  ],
} satisfies Module

async function authorize({ services, auth, account }: Context): Promise<Result | Failure> {
  const caller = auth && (await services.accounts.find(auth.accountId))
  if (!caller) return systemError('not_found')
  const language = await languageOf(services, caller, auth.ownerId)
  return dataResult({
    auth_token: {
      ...factsOf(services, caller),
      owner_id: auth.ownerId,
      method: auth.method,
      language,
      apps: await signedInApps(services, caller, auth.ownerId, language),
    },
    account: {
      ...factsOf(services, account ?? caller),
      language: await languageOf(services, account ?? caller),
    },
  })
}

function factsOf({ accounts }: Services, account: Account): JsonObject {
  return {
    account_id: account.id,
    account_name: account.name,
    is_reseller: account.isReseller,
    reseller_id: account.resellerId,
    is_master: account.id === accounts.masterId,
  }
}
