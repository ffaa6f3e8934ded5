import { admins, adminsOfTheirOwn } from '../declaration/admins.ts'
import type { AccountContext } from '../declaration/context.ts'
import { anywhere, inAccount, type Module } from '../declaration/module.ts'
import { parents, tree } from './ancestors.ts'
import { adminsOfTheTree, readApiKey, renewApiKey } from './api-key.ts'
import { createAccount } from './create.ts'
import { deleteAccount } from './deletion.ts'
import { children, descendants, siblings } from './listings.ts'
import { move } from './move.ts'
import { accountResult } from './representation.ts'
import { demote, promote } from './reseller.ts'
import { patchAccount, replaceAccount } from './update.ts'
import { accountDocuments } from './views.ts'

/** Accounts: the tenants, each below another (accounts-and-pbx.md "accounts"). */
export default {
  name: 'accounts',
  documents: [accountDocuments],
  operations: [
    anywhere('PUT', '', {
      summary: "Creates an account below the caller's own",
      accountless: adminsOfTheirOwn,
      schema: 'accounts',
      handle: createAccount,
    }),
    inAccount('PUT', '{account_id}', {
      summary: 'Creates an account below this one',
      permission: admins,
      schema: 'accounts',
      handle: createAccount,
    }),
    inAccount('GET', '{account_id}', {
      summary: 'Gives an account',
      handle: (context: AccountContext) => accountResult(context, context.account.document),
    }),
    inAccount('POST', '{account_id}', {
      summary: 'Replaces an account',
      permission: admins,
      schema: 'accounts',
      handle: replaceAccount,
    }),
    inAccount('PATCH', '{account_id}', {
      summary: 'Changes some fields of an account',
      permission: admins,
      schema: 'accounts',
      handle: patchAccount,
    }),
    inAccount('DELETE', '{account_id}', {
      summary: 'Deletes an account and everything it has, for good',
      permission: admins,
      handle: deleteAccount,
    }),
    inAccount('GET', '{account_id}/children', {
      summary: 'Lists the accounts directly below',
      handle: children,
    }),
    inAccount('GET', '{account_id}/descendants', {
      summary: 'Lists all accounts below',
      handle: descendants,
    }),
    inAccount('GET', '{account_id}/siblings', {
      summary: 'Lists the accounts below the same parent',
      handle: siblings,
    }),
    inAccount('GET', '{account_id}/parents', {
      summary: 'Gives the accounts above',
      handle: parents,
    }),
    inAccount('GET', '{account_id}/tree', {
      summary: "Gives the accounts from the caller's own down to the parent",
      handle: tree,
    }),
    inAccount('GET', '{account_id}/api_key', {
      summary: 'Gives the API key',
      permission: admins,
      handle: readApiKey,
    }),
    inAccount('PUT', '{account_id}/api_key', {
      summary: 'Makes a new API key',
      permission: adminsOfTheTree,
      handle: renewApiKey,
    }),
    inAccount('POST', '{account_id}/move', {
      summary: 'Puts the account below another one',
      permission: admins,
      handle: move,
    }),
    inAccount('PUT', '{account_id}/reseller', {
      summary: 'Makes the account a reseller',
      permission: 'superduper',
      handle: promote,
    }),
    inAccount('DELETE', '{account_id}/reseller', {
      summary: 'Makes the account no reseller',
      permission: 'superduper',
      handle: demote,
    }),
  ],
} satisfies Module
