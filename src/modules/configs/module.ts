import { isAdmin, mayChange } from '../declaration/admins.ts'
import { inAccount, type Module, type Rule } from '../declaration/module.ts'
import { deleteConfig, patchConfig, readConfig, replaceConfig } from './settings.ts'

/**
 * The settings of the API itself, such as how users sign in, are changed by the same people as in `security`; and so
 * are the texts of mails, which carry links that open the accounts of others.
 */
const writers: Rule = {
  name: 'the tree; `crossbar`, `crossbar.…`, `notify` and `notify.…`: admin users and API keys of it',
  allows: (context) => mayChange(context) && (!isForAdmins(context.arg('id')) || isAdmin(context)),
}

function isForAdmins(category: string): boolean {
  return ['crossbar', 'notify'].some((name) => category === name || category.startsWith(`${name}.`))
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
