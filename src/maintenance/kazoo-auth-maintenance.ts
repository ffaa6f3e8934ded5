import { systemAuthDb } from '../auth/kept-keys.ts'
import { systemAuthor } from '../documents/author.ts'
import { randomHex } from '../documents/identifiers.ts'
import { failed } from '../failures.ts'
import { isJsonObject } from '../json.ts'
import { findApp, registerApp } from '../modules/auth/apps.ts'
import { registerCommonProviders, registerProvider } from '../modules/auth/common-providers.ts'
import { findProvider } from '../modules/auth/providers.ts'
import type { Services } from '../modules/declaration/services.ts'
import { refreshDatabase } from './kapps-maintenance/refresh-database.ts'
import { defineMaintenance, type MaintenanceFunction, Refused } from './registry.ts'
import { errorWith, failedTerm, ok } from './terms.ts'

/** Who vouches for users (auth-and-system.md, "other modules worth offering"). */
export const kazooAuthMaintenance = defineMaintenance<Services>('kazoo_auth_maintenance', {
  register_common_providers: {
    args: '',
    summary: 'Makes the common providers of identities that are missing',
    run: async (_args, _io, services) => {
      await registerCommonProviders(services)
      return ok
    },
  },
  register_auth_app: {
    args: 'ACCOUNT OAUTH_ID SECRET PROVIDER',
    summary: 'Registers the application that a provider knows an account as',
    run: async ([accountId = '', id = '', secret = '', provider = ''], _io, services) => {
      if (!(await services.accounts.find(accountId))) return new Refused(`there is no account ${accountId}`)
      if (!(await findProvider(services, provider))) return new Refused(`there is no provider ${provider}`)
      if (await findApp(services, id)) return errorWith('already registered')
      const registered = await registerApp(services, { accountId, id, secret, provider })
      return failed(registered) ? failedTerm : ok
    },
  },
  register_auth_app_key: {
    args: 'APP_ID PEM_FILE',
    summary: 'Says why applications have no keys of their own to sign tokens with',
    run: async ([id = ''], _io, services) =>
      new Refused(
        (await findApp(services, id))
          ? `tokens are signed with the system's key only, also those of who comes by ${id}: a key of its own has no use`
          : `there is no application ${id}`,
      ),
  },
  ensure_secret: {
    args: '',
    summary: 'Makes the secret that binds tokens to their users if there is none',
    run: async (_args, _io, services) => {
      const { config } = services
      const key = 'secret_for_user_signature'
      if (config.locked && config.value('auth', key) === undefined)
        return new Refused("the system configuration is locked (see 'kapps_config lock_db')")
      const made = await config.establish('auth', key, randomHex(32), systemAuthor)
      return failed(made) ? failedTerm : ok
    },
  },
  refresh: {
    args: '',
    summary: 'Makes the listings of keys, providers and applications anew',
    run: async (_args, _io, services) => {
      await refreshDatabase(services, systemAuthDb)
      return ok
    },
  },
  flush: forgetting('Reads keys, providers and all else again from the store'),
  flush_tokens: forgetting('Checks tokens again that were found good'),
  flush_profiles: forgetting('Reads providers, and who has a token, again from the store'),
  flush_private_keys: forgetting('Reads the keys that sign tokens again from the store'),
  register_auth_provider: {
    args: 'ID JSON',
    summary: 'Registers or replaces a provider of identities: discovery, profile_identity_field, …',
    run: async ([id = '', text = ''], _io, services) => {
      const body = parsed(text)
      if (!isJsonObject(body)) return new Refused('a provider is a JSON object')
      return failed(await registerProvider(services, id, body)) ? failedTerm : ok
    },
  },
})

/** There is one memory of what the store holds: all of it is read again. */
function forgetting(summary: string): MaintenanceFunction<Services> {
  return {
    args: '',
    summary,
    run: (_args, _io, { documents }) => {
      documents.forgetEverywhere()
      return ok
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
