import { accountsDb, type Account } from '../../documents/accounts.ts'
import { isTrue, toInteger } from '../../documents/coercion.ts'
import { encodeKey } from '../../documents/collation.ts'
import type { Document } from '../../documents/document.ts'
import type { Documents } from '../../documents/documents.ts'
import { now } from '../../documents/gregorian.ts'
import { valueAt, type JsonObject } from '../../json.ts'
import { isAdmin } from '../declaration/admins.ts'
import type { Context } from '../declaration/context.ts'
import { documentResult, type DocumentResult } from '../declaration/results.ts'
import { accountSettings } from './draft.ts'
import { isEnabled } from './state-change.ts'
import { byAncestor } from './views.ts'

/** Answers with an account as clients see it. */
export async function accountResult(context: Context, document: Document): Promise<DocumentResult> {
  return documentResult(document, await shownAccount(context, document))
}

/** An account's public fields and what is computed for every answer (accounts-and-pbx.md, "accounts" 5). */
export async function shownAccount(context: Context, document: Document): Promise<JsonObject> {
  const { accounts, documents } = context.services
  const { hidden } = document
  const account = await accounts.find(document.id)
  const mayAddNumbers = isTrue(hidden['pvt_wnm_allow_additions'])
  const expires = toInteger(hidden['pvt_trial_expires'])
  return {
    available_apps: [],
    blacklists: [],
    ...document.shown,
    descendants_count: await descendantsCount(documents, document.id),
    wnm_allow_additions: mayAddNumbers,
    knm_allow_additions: mayAddNumbers,
    superduper_admin: isTrue(hidden['pvt_superduper_admin']),
    api_key: showsApiKey(context) ? apiKeyOf(context, document) : undefined,
    created: document.created,
    enabled: isEnabled(document),
    reseller_id: account?.resellerId,
    is_reseller: isTrue(hidden['pvt_reseller']),
    billing_mode: billingMode(context, account),
    notification_preference: notificationPreference(document),
    trial_time_left: expires === undefined ? undefined : expires - now(),
  }
}

/** How many accounts are below an account, at any depth. */
export function descendantsCount({ store }: Documents, id: string): Promise<number> {
  return store.count({
    db: accountsDb,
    view: byAncestor.name,
    low: encodeKey([id]),
    high: encodeKey([id, {}]),
  })
}

/** An account's API key in the clear. */
export function apiKeyOf({ services }: Context, { id, hidden }: Document): string | undefined {
  const sealed = hidden['pvt_api_key']
  return typeof sealed === 'string' ? services.signIn.openApiKey(id, sealed) : undefined
}

/** With the key one signs in as the account itself, so it is shown to those who may change its security settings. */
function showsApiKey(context: Context): boolean {
  const isWanted =
    isTrue(context.value('include_api_key')) ||
    context.services.config.flag(accountSettings, 'expose_api_key', false)
  return isWanted && isAdmin(context)
}

/** What the caller may change about the billing of an account. */
function billingMode({ auth, services }: Context, account: Account | undefined): string {
  const resellerId = account?.resellerId
  if (resellerId !== undefined && resellerId === auth?.accountId) return 'limits_only'
  return resellerId === services.accounts.masterId ? 'normal' : 'manual'
}

function notificationPreference({ body, hidden }: Document): string | undefined {
  const set = [
    hidden['pvt_notification_preference'],
    valueAt(body, ['notifications', 'voicemail_to_email']),
    valueAt(body, ['notifications', 'fax_to_email']),
  ].find((value) => value !== undefined && value !== null && value !== '')
  if (set === undefined) return undefined
  return set === 'teletype' ? 'teletype' : 'notify'
}
