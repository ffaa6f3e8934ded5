import { newApiKey, newSignatureSecret, randomPassword } from './auth/passwords.ts'
import { userType } from './auth/directory.ts'
import { accountsDb, accountType } from './documents/accounts.ts'
import { systemAuthor } from './documents/author.ts'
import { newId } from './documents/identifiers.ts'
import { failed } from './failures.ts'
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
  const master: MasterAccount = {
    accountId: newId(),
    name: settings.masterAccount ?? 'Master',
    realm: settings.masterRealm ?? 'master.localhost',
    username: (settings.masterUsername ?? 'admin').toLowerCase(),
    password: settings.masterPassword ?? randomPassword().slice(0, 24),
    apiKey: settings.masterApiKey ?? newApiKey(),
  }
  const { signIn, documents, config } = services
  const fields = await signIn.credentials.credentialsFor(master.accountId, master.username, master.password)
  if (failed(fields)) throw new Error('the first password cannot be hashed')
  const written = await documents.write(
    [
      {
        change: 'create',
        db: accountsDb,
        id: master.accountId,
        type: accountType,
        body: { name: master.name, realm: master.realm, timezone: 'America/Los_Angeles' },
        hidden: {
          pvt_account_id: master.accountId,
          pvt_tree: [],
          pvt_enabled: true,
          pvt_superduper_admin: true,
          pvt_wnm_allow_additions: true,
          pvt_reseller: true,
          pvt_signature_secret: newSignatureSecret(),
          ...signIn.apiKeyFields(master.accountId, master.apiKey),
        },
      },
      {
        change: 'create',
        db: master.accountId,
        type: userType,
        body: {
          first_name: 'Account',
          last_name: 'Admin',
          username: master.username,
          priv_level: 'admin',
          enabled: true,
        },
        hidden: { pvt_signature_secret: newSignatureSecret(), ...fields },
      },
      await config.planSet('accounts', 'default', 'master_account_id', master.accountId),
    ],
    systemAuthor,
  )
  if (failed(written)) throw new Error('the master account cannot be created')
  return master
}
