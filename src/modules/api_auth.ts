import { toText } from '../documents/coercion.ts'
import { failed, answer } from '../failures.ts'
import type { Context } from './declaration/context.ts'
import { anywhere, type Module } from './declaration/module.ts'
import { intent, type Outcome } from './declaration/results.ts'
import { accountsByApiKey } from './sign-in/account-views.ts'
import { accountOf } from './sign-in/find-account.ts'
import { issueToken } from './sign-in/issue-token.ts'

/** Signing in with the API key of an account (auth-and-system.md "api_auth"). */
export default {
  name: 'api_auth',
  operations: [
    anywhere('PUT', '', {
      summary: 'Signs an account in with its API key',
      schema: 'api_auth',
      accountless: 'public',
      permission: 'tree',
      cost: { configKey: 'api_auth_tokens', fallback: 35 },
      handle: login,
    }),
  ],
} satisfies Module

/** PUT: a token of the account itself, without a user; an unknown key is 404. */
async function login(context: Context): Promise<Outcome> {
  const { signIn, validator } = context.services
  const validated = await validator.validate('api_auth', context.data)
  if (failed(validated)) return validated
  const apiKey = toText(validated.value['api_key']) ?? ''
  const lookup = signIn.apiKeyLookup(apiKey)
  const attempt = { address: context.clientIp, account: lookup, guess: lookup, unhindered: true }
  const accountId = await signIn.throttle.permit(attempt, async (permitted) => {
    const found = await accountOf(context.services, accountsByApiKey, lookup)
    if (found !== undefined) return found
    permitted.wrong()
    return answer(404, 'bad identifier', [apiKey])
  })
  if (failed(accountId)) return accountId
  return intent(() =>
    issueToken(context, { module: 'cb_api_auth', accountId, authType: 'account_api_token' }),
  )
}
