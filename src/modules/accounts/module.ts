import type { AccountContext } from '../declaration/context.ts'
import { anywhere, inAccount, type Module } from '../declaration/module.ts'
import { createAccount } from './create.ts'
import { accountResult } from './representation.ts'
import { accountDocuments } from './views.ts'

/** Accounts: the tenants, each below another (accounts-and-pbx.md "accounts"). */
export default {
  name: 'accounts',
  documents: [accountDocuments],
  operations: [
    anywhere('PUT', '', {
      summary: "Creates an account below the caller's own",
      accountless: 'authenticated',
      schema: 'accounts',
      handle: createAccount,
    }),
    inAccount('PUT', '{account_id}', {
      summary: 'Creates an account below this one',
      schema: 'accounts',
      handle: createAccount,
    }),
    inAccount('GET', '{account_id}', {
      summary: 'Gives an account',
      handle: (context: AccountContext) => accountResult(context, context.account.document),
    }),
  ],
} satisfies Module
