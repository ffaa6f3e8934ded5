import { accountsDb } from '../../documents/accounts.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { dataResult, type DataResult } from '../declaration/results.ts'

/**
 * GET parents: the ancestors from the caller's account down to the parent; all of them where the caller's
 * account is not among them (accounts-and-pbx.md, "accounts" 4).
 */
export async function parents(context: AccountContext): Promise<DataResult> {
  const { tree } = context.account
  const own = tree.indexOf(context.auth?.accountId ?? '')
  const entries = await namesOf(context, own < 0 ? tree : tree.slice(own))
  return dataResult(entries, { envelope: { page_size: entries.length } })
}

/** GET tree: the same, but nothing where the caller's account is not among them. */
export async function tree(context: AccountContext): Promise<DataResult> {
  const ancestors = context.account.tree
  const own = ancestors.indexOf(context.auth?.accountId ?? '')
  return dataResult(await namesOf(context, own < 0 ? [] : ancestors.slice(own)))
}

async function namesOf({ services }: AccountContext, ids: readonly string[]): Promise<readonly JsonObject[]> {
  const documents = await services.documents.findMany(accountsDb, ids)
  return documents.map(({ id, body }) => ({ id, name: body['name'] }))
}
