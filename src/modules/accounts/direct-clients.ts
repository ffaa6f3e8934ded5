import { invalidField, type Failure } from '../../failures.ts'
import type { Context } from '../declaration/context.ts'

/**
 * The failure of a caller whose account is a client of the master account itself, where those must not have
 * accounts of their own (`accounts.allow_subaccounts_for_direct`): 400 `account.forbidden`
 * (accounts-and-pbx.md, "accounts" 6, rule 10).
 */
export async function directClientRefused({ auth, services }: Context): Promise<Failure | undefined> {
  const { accounts, config } = services
  if (!auth || config.flag('accounts', 'allow_subaccounts_for_direct', true)) return undefined
  const caller = await accounts.find(auth.accountId)
  if (!caller || caller.isReseller || caller.resellerId !== accounts.masterId) return undefined
  return invalidField('account', 'forbidden', {
    message: 'Clients of the master account cannot have accounts of their own',
    cause: auth.accountId,
  })
}
