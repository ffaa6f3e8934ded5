import { newApiKey, newSignatureSecret } from '../../auth/passwords.ts'
import { accountsDb, accountType } from '../../documents/accounts.ts'
import type { Change } from '../../documents/changes.ts'
import type { Document } from '../../documents/document.ts'
import { now } from '../../documents/gregorian.ts'
import { accountDatabaseName } from '../../documents/write-plan.ts'
import type { JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'
import { accountSettings, type AccountDraft } from './draft.ts'
import { treeOf } from './views.ts'

/** A new account, checked and ready to be written. */
export interface NewAccount {
  readonly id: string
  readonly draft: AccountDraft
  /** The account above it, as it is now; none for the first account of a system. */
  readonly parent: Document | undefined
  readonly enabled: boolean
  /** 64 hex digits; random when absent. */
  readonly apiKey?: string
  /** Further private fields. */
  readonly hidden?: JsonObject
}

/**
 * The changes that create an account (accounts-and-pbx.md, "accounts" 8). To be written with the guard of
 * `onStandingTree`, within which the parent was read.
 */
export async function planAccount(services: Services, account: NewAccount): Promise<readonly Change[]> {
  const { id, draft, parent } = account
  const tree = parent ? [...treeOf(parent), parent.id] : []
  const preference = await resellersPreference(services, parent)
  return [
    {
      change: 'create',
      db: accountsDb,
      id,
      type: accountType,
      body: draft.body,
      hidden: {
        pvt_account_id: id,
        pvt_account_db: accountDatabaseName(id),
        pvt_tree: tree,
        pvt_enabled: account.enabled,
        pvt_signature_secret: newSignatureSecret(),
        ...services.signIn.apiKeyFields(id, account.apiKey ?? newApiKey()),
        ...(preference !== undefined && { pvt_notification_preference: preference }),
        ...(draft.isTrial && { pvt_trial_expires: now() + trialTime(services) }),
        ...draft.hidden,
        ...account.hidden,
      },
    },
  ]
}

/** Seconds that a trial lasts. */
function trialTime({ config }: Services): number {
  return config.integer(accountSettings, 'trial_time', 1_209_600)
}

/** How the reseller wants notifications to be made; its accounts begin with that. */
async function resellersPreference(
  { accounts }: Services,
  parent: Document | undefined,
): Promise<string | undefined> {
  const above = parent && (await accounts.find(parent.id))
  const resellerId = above?.isReseller === true ? above.id : above?.resellerId
  const reseller = resellerId === undefined ? undefined : await accounts.find(resellerId)
  const preference = reseller?.document.hidden['pvt_notification_preference']
  return typeof preference === 'string' ? preference : undefined
}
