import { newApiKey, randomPassword } from './auth/passwords.ts'
import { accountsDb, accountType } from './documents/accounts.ts'
import { systemAuthor } from './documents/author.ts'
import { eachDocument } from './documents/walk.ts'
import { failed } from './failures.ts'
import { underLease } from './jobs/leases.ts'
import { createAccountWithAdmin } from './modules/accounts/account-with-admin.ts'
import { registerCommonProviders } from './modules/auth/common-providers.ts'
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

/**
 * Creates the master account and its admin in an empty system; `undefined` when there is one already. Of several
 * processes that start together, one does.
 */
export async function createMasterAccount(
  services: Services,
  settings: Settings,
): Promise<MasterAccount | undefined> {
  if (services.accounts.masterId !== undefined) return undefined
  return underLease(services.documents.store, 'first account', async () => {
    await services.config.load()
    return createFirst(services, settings)
  })
}

async function createFirst(services: Services, settings: Settings): Promise<MasterAccount | undefined> {
  if (services.accounts.masterId !== undefined || (await restoreMasterId(services))) return undefined
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
  await registerCommonProviders(services)
  return { accountId: created.accountId, ...wanted }
}

/**
 * Finds the master account again when the configuration has lost its id: it is the oldest account
 * (accounts-and-pbx.md, "accounts" 7). Gives back whether there is one.
 */
export async function restoreMasterId(services: Pick<Services, 'documents' | 'config'>): Promise<boolean> {
  const { store } = services.documents
  let oldest: { readonly id: string; readonly created: number } | undefined
  for await (const account of eachDocument(store, { db: accountsDb, type: accountType }))
    if (!oldest || account.created < oldest.created) oldest = account
  if (!oldest) return false
  await services.config.set('accounts', 'default', 'master_account_id', oldest.id, systemAuthor)
  return true
}
