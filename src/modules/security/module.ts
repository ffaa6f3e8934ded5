import { admins } from '../declaration/admins.ts'
import type { Context } from '../declaration/context.ts'
import { anywhere, inAccount, type Module } from '../declaration/module.ts'
import { dataResult, type Result } from '../declaration/results.ts'
import { listAttempts, readAttempt } from '../sign-in/attempt-listing.ts'
import { nobody } from '../sign-in/secure-settings.ts'
import { deleteSecurity, patchSecurity, readSecurity, replaceSecurity } from './settings.ts'

/** How the users of an account sign in, and who tried to (auth-and-system.md, "security"). */
export default {
  name: 'security',
  operations: [
    anywhere('GET', '', {
      summary: 'Tells how an account lets its users sign in; without an account: what can be configured',
      permission: 'tree',
      accountless: 'authenticated',
      handle: (context) => (context.account ? readSecurity(context, context.account) : available(context)),
    }),
    anywhere('POST', '', {
      summary: 'Sets how the account lets its users sign in',
      schema: 'account_config.crossbar.auth',
      permission: admins,
      accountless: nobody,
      handle: replaceSecurity,
    }),
    anywhere('PATCH', '', {
      summary: 'Changes some of how the account lets its users sign in',
      schema: 'account_config.crossbar.auth',
      permission: admins,
      accountless: nobody,
      handle: patchSecurity,
    }),
    anywhere('DELETE', '', {
      summary: 'Takes the account back to what it inherits',
      permission: admins,
      accountless: nobody,
      handle: deleteSecurity,
    }),
    inAccount('GET', 'attempts', {
      summary: 'Lists attempts to sign in',
      handle: (context) => listAttempts(context),
    }),
    inAccount('GET', 'attempts/{attempt_id}', {
      summary: 'Gives one attempt to sign in',
      handle: readAttempt,
    }),
  ],
} satisfies Module

/** Ways to sign in that can be configured. */
const methods = ['cb_api_auth', 'cb_auth', 'cb_ip_auth', 'cb_user_auth']

function available({ services }: Context): Result {
  const configured = services.config.value('crossbar.auth', 'available_auth_methods')
  return dataResult({ available_auth_methods: Array.isArray(configured) ? configured : methods })
}
