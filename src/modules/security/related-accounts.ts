import { isFalse, toText } from '../../documents/coercion.ts'
import type { ValidationErrors } from '../../failures.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'

/**
 * What is wrong with the providers of second factors that a configuration points to (auth-and-system.md,
 * "security" 6): a provider needs an account, and that has to be the caller's, one below or one above it, unless
 * the caller is a superduper admin or the provider is said not to be for accounts below its own.
 */
export async function unrelatedProviders(context: Context, config: JsonObject): Promise<ValidationErrors> {
  const { auth_modules: modules } = config
  if (!isJsonObject(modules)) return {}
  const errors: [string, { readonly required: JsonObject }][] = []
  for (const [name, module] of Object.entries(modules)) {
    const factor = isJsonObject(module) ? module['multi_factor'] : undefined
    const fault = isJsonObject(factor) ? await faultOf(context, factor) : undefined
    if (fault !== undefined)
      errors.push([`auth_modules.${name}.account_id`, { required: { message: fault } }])
  }
  return Object.fromEntries(errors)
}

async function faultOf({ auth, services }: Context, factor: JsonObject): Promise<string | undefined> {
  if (toText(factor['configuration_id']) === undefined) return undefined
  const accountId = toText(factor['account_id'])
  if (accountId === undefined) return 'A provider that is named by configuration_id needs its account_id'
  if (!auth || auth.superduper || isFalse(factor['include_subaccounts'])) return undefined
  const { accounts } = services
  const related =
    (await accounts.isWithin(accountId, auth.accountId)) ||
    (await accounts.isWithin(auth.accountId, accountId))
  return related ? undefined : `The account ${accountId} is neither above nor below yours`
}
