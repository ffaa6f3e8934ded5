import { anywhere, type Module } from '../declaration/module.ts'
import { signInViews } from '../sign-in/account-views.ts'
import { loginAttempts } from '../sign-in/login-attempts.ts'
import { signInOrImpersonate, signInPermission } from './impersonation.ts'
import { redeemReset } from './redeem-reset.ts'
import { requestRecovery } from './recovery.ts'
import { expireReset, passwordResets, resetExpiryJob } from './reset-documents.ts'
import { ownTokenInfo } from './token-info.ts'

/** Signing in with user name and password, and what to do when it is forgotten (auth-and-system.md "user_auth"). */
export default {
  name: 'user_auth',
  documents: [signInViews, loginAttempts, passwordResets],
  jobs: { [resetExpiryJob]: expireReset },
  operations: [
    anywhere('PUT', '', {
      summary: 'Signs a user in, or impersonates the user in the path',
      schema: 'user_auth',
      accountless: 'public',
      permission: signInPermission,
      cost: { configKey: 'user_auth_tokens', fallback: 35 },
      handle: signInOrImpersonate,
    }),
    anywhere('PUT', 'recovery', {
      summary: 'Mails a user a link to set a new password',
      schema: 'user_auth_recovery',
      accountless: 'public',
      handle: requestRecovery,
    }),
    anywhere('POST', 'recovery', {
      summary: 'Exchanges the id of such a link for a token',
      schema: 'user_auth_recovery_reset',
      accountless: 'public',
      handle: redeemReset,
    }),
    anywhere('GET', '{token}', {
      summary: "Tells what the request's token says, and of its account",
      accountless: 'authenticated',
      permission: 'tree',
      handle: ownTokenInfo,
    }),
  ],
} satisfies Module
