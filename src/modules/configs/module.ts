import { inAccount, type Module } from '../declaration/module.ts'
import { deleteConfig, patchConfig, readConfig, replaceConfig } from './settings.ts'

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
      handle: replaceConfig,
    }),
    inAccount('POST', '{id}', {
      summary: 'Sets what the account sets for itself in a category',
      handle: replaceConfig,
    }),
    inAccount('PATCH', '{id}', {
      summary: 'Changes some of what the account sets for itself in a category',
      handle: patchConfig,
    }),
    inAccount('DELETE', '{id}', {
      summary: 'Takes a category of the account back to what it inherits',
      handle: deleteConfig,
    }),
  ],
} satisfies Module
