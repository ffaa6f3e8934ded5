import type { Account } from '../../documents/accounts.ts'
import { toText } from '../../documents/coercion.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import { defaultProvider } from '../sign-in/default-provider.ts'
import { providerType } from '../sign-in/provider-documents.ts'

/**
 * A configuration as clients see it: every `multi_factor` tells the name of the provider it points to under
 * `_read_only` (auth-and-system.md, "security" 5). Providers of accounts that have nothing to do with this one
 * stay unnamed.
 */
export async function withProviders(
  context: Context,
  account: Account,
  config: JsonObject,
): Promise<JsonObject> {
  const { auth_modules: modules } = config
  if (!isJsonObject(modules)) return config
  const shown: [string, Json][] = []
  for (const [name, module] of Object.entries(modules)) {
    if (module === undefined) continue
    const factor = isJsonObject(module) ? module['multi_factor'] : undefined
    shown.push(
      isJsonObject(module) && isJsonObject(factor)
        ? [
            name,
            { ...module, multi_factor: { ...factor, _read_only: await nameOf(context, account, factor) } },
          ]
        : [name, module],
    )
  }
  return { ...config, auth_modules: Object.fromEntries(shown) }
}

/** What a client sends back of what it was shown, without what only the server says. */
export function withoutReadOnly(config: JsonObject): JsonObject {
  const { auth_modules: modules } = config
  if (!isJsonObject(modules)) return config
  return {
    ...config,
    auth_modules: Object.fromEntries(
      Object.entries(modules).map(([name, module]) => {
        const factor = isJsonObject(module) ? module['multi_factor'] : undefined
        if (!isJsonObject(module) || !isJsonObject(factor)) return [name, module]
        const { _read_only: _, ...own } = factor
        return [name, { ...module, multi_factor: own }]
      }),
    ),
  }
}

async function nameOf(context: Context, account: Account, factor: JsonObject): Promise<JsonObject> {
  const accountId = toText(factor['account_id'])
  const id = toText(factor['configuration_id'])
  const { documents, accounts, config } = context.services
  const fallback = { name: 'Default System Provider', provider_name: defaultProvider(config) }
  if (accountId === undefined || id === undefined) return fallback
  const related =
    (await accounts.isWithin(account.id, accountId)) || (await accounts.isWithin(accountId, account.id))
  const document = related ? await documents.find(accountId, id) : undefined
  if (document?.type !== providerType) return fallback
  return { name: document.body['name'] ?? null, provider_name: document.body['provider_name'] ?? null }
}
