import { newApiKey, randomPassword } from './auth/passwords.ts'
import { failed } from './failures.ts'
import { createAccountWithAdmin } from './modules/accounts/account-with-admin.ts'
import type { Services } from './modules/declaration/services.ts'
import type { Settings } from './settings.ts'

/** The master account as it was created, with its secrets: they are shown once and kept nowhere in the clear. */
export interface MasterAccount {
  readonly accountId: string
  readonly name: string
  readonly realm: string
  readonly username: string
  readonly password: string
  readonly apiKey: string
}

/** Creates the master account and its admin in an empty system; `undefined` when there is one already. */
export async function createMasterAccount(
  services: Services,
  settings: Settings,
): Promise<MasterAccount | undefined> {
  if (services.accounts.masterId !== undefined) return undefined
  const wanted = {
    name: settings.masterAccount ?? 'Master',
    realm: settings.masterRealm ?? 'master.localhost',
    username: (settings.masterUsername ?? 'admin').toLowerCase(),
    password: settings.masterPassword ?? randomPassword().slice(0, 24),
    apiKey: settings.masterApiKey ?? newApiKey(),
  }
  const created = await createAccountWithAdmin(services, wanted)
  if (failed(created)) {
    const { detail } = created
    const reason = JSON.stringify(detail.kind === 'validation' ? detail.errors : detail)
    throw new Error(`the master account cannot be created: ${reason}`)
  }
  return { accountId: created.accountId, ...wanted }
}
