import type { Context } from './declaration/context.ts'
import { anywhere, type Module } from './declaration/module.ts'
import { dataResult, intent, type Outcome, type Result } from './declaration/results.ts'
import { loginResponse } from './sign-in/login-response.ts'

/** What a token says, and its end (auth-and-system.md "token_auth"). */
export default {
  name: 'token_auth',
  operations: [
    anywhere('GET', '', {
      summary: "Tells what the request's token says, and of its account",
      accountless: 'authenticated',
      permission: 'tree',
      handle: tokenInfo,
    }),
    anywhere('DELETE', '', {
      summary: "Signs out: the request's token is void from now on",
      accountless: 'authenticated',
      permission: 'tree',
      handle: signOut,
    }),
  ],
} satisfies Module

/** The claims of the request's token beside what everyone is told who signs in; always of the caller, whatever the path. */
export async function tokenInfo({ services, auth }: Context): Promise<Result> {
  return dataResult(await loginResponse(services, auth?.claims ?? {}, auth?.accountId, auth?.ownerId))
}

/** Voids the token, on disk before the answer. */
function signOut({ services, auth }: Context): Outcome {
  return intent(async () => {
    if (auth) await services.signIn.revoke(auth)
    return dataResult(undefined, { authToken: null })
  })
}
