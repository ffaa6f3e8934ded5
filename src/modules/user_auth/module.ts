import type { Context } from '../declaration/context.ts'
import { anywhere, type Module } from '../declaration/module.ts'
import { signInViews } from '../sign-in/account-views.ts'
import { loginAttempts } from '../sign-in/login-attempts.ts'
import { login } from './login.ts'

/** Signing in with user name and password (auth-and-system.md "user_auth"). */
export default {
  name: 'user_auth',
  documents: [signInViews, loginAttempts],
  operations: [
    anywhere('PUT', '', {
      summary: 'Signs a user in',
      schema: 'user_auth',
      accountless: 'public',
      permission: 'tree',
      cost: { configKey: 'user_auth_tokens', fallback: 35 },
      handle: (context: Context) => login(context),
    }),
  ],
} satisfies Module
