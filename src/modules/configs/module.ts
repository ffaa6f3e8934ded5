import { isWithin } from '../../auth/permissions.ts'
import { inAccount, type Module, type Rule } from '../declaration/module.ts'
import { signInCategory } from '../sign-in/auth-modules.ts'
import { isSecurityAdmin } from '../sign-in/secure-settings.ts'
import { deleteConfig, patchConfig, readConfig, replaceConfig } from './settings.ts'

/** How an account lets its users sign in is changed here by the same people as in `security`. */
const writers: Rule = {
  name: 'the tree; `crossbar.auth`: admin users and API keys of it',
  allows: (context) => {
    const { auth, account } = context
    if (!auth || !account || !(auth.superduper || isWithin(account, auth.accountId))) return false
    return context.arg('id') !== signInCategory || isSecurityAdmin(context)
  },
}

/** What an account sets for itself over the system's configuration (auth-and-system.md, "configs"). */
export default {
  name: 'configs',
  operations: [
    inAccount('GET', '{id}', {
      summary: 'Gives the settings of a category that hold for the account',
      handle: readConfig,
    }),
    inAccount('PUT', '{id}', {
      summary: 'Sets what the account sets for itself in a category',
      permission: writers,
      handle: replaceConfig,
    }),
    inAccount('POST', '{id}', {
      summary: 'Sets what the account sets for itself in a category',
      permission: writers,
      handle: replaceConfig,
    }),
    inAccount('PATCH', '{id}', {
      summary: 'Changes some of what the account sets for itself in a category',
      permission: writers,
      handle: patchConfig,
    }),
    inAccount('DELETE', '{id}', {
      summary: 'Takes a category of the account back to what it inherits',
      permission: writers,
      handle: deleteConfig,
    }),
  ],
} satisfies Module
