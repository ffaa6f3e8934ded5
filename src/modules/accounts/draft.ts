import { isTrue } from '../../documents/coercion.ts'
import { randomHex } from '../../documents/identifiers.ts'
import { failed, invalid, type Failure, type ValidationErrors } from '../../failures.ts'
import type { Json, JsonObject, MutableJsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'
import { accountsByName, accountsByRealm, nameKey } from '../sign-in/account-views.ts'
import { idsAt } from '../sign-in/find-account.ts'
import { nameTaken, realmTaken } from './unique.ts'

/** Category of the settings of accounts. */
export const accountSettings = 'crossbar.accounts'

/** Fields that are computed for every answer, or orders to the server: they are never kept (accounts-and-pbx.md, "accounts" 5). */
const computed: ReadonlySet<string> = new Set([
  'api_key',
  'billing_mode',
  'created',
  'descendants_count',
  'enabled',
  'is_reseller',
  'is_trial_account',
  'knm_allow_additions',
  'notification_preference',
  'reseller_id',
  'superduper_admin',
  'trial_time_left',
  'wnm_allow_additions',
])

/** An account as it is to be kept, and what the request wants of the server. */
export interface AccountDraft {
  /** Public fields, with the schema's defaults. */
  readonly body: JsonObject
  readonly hidden: { readonly pvt_shares_name: true | undefined }
  /** `enabled` of the request, or the schema's default. */
  readonly enabled: boolean
  readonly isTrial: boolean
}

/** What an account is checked against. */
export interface DraftTerms {
  /** The account's id, if it exists: its own realm and name are free for it. */
  readonly id?: string
  /** Timezone it takes when it names none. */
  readonly timezone: string
}

type Needs = Pick<Services, 'config' | 'documents' | 'validator'>

/**
 * Checks an account's public fields: realm and timezone filled in, all faults told together
 * (accounts-and-pbx.md, "accounts" 6).
 */
export async function draftAccount(
  services: Needs,
  fields: JsonObject,
  { id, timezone }: DraftTerms,
): Promise<AccountDraft | Failure> {
  const prepared: MutableJsonObject = { ...fields }
  const named = withoutSpaces(fields['realm'])
  prepared['realm'] = isMissing(named) ? await freeRealm(services) : named
  if (isMissing(fields['timezone']) || fields['timezone'] === 'inherit') prepared['timezone'] = timezone
  const checked = await services.validator.check('accounts', settable(prepared))
  if (failed(checked)) return checked
  const sharesName = !services.config.flag(accountSettings, 'ensure_unique_name', true)
  const errors = { ...(await taken(services, checked.value, sharesName, id)), ...checked.errors }
  if (Object.keys(errors).length > 0) return invalid(errors)
  const { enabled, ...body } = checked.value
  return {
    body,
    hidden: { pvt_shares_name: sharesName || undefined },
    enabled: enabled !== false,
    isTrial: isTrue(fields['is_trial_account']),
  }
}

/** Without what is computed; `enabled` is checked by the schema and taken out behind it. */
function settable(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key === 'enabled' || !computed.has(key)))
}

async function taken(
  services: Needs,
  body: JsonObject,
  sharesName: boolean,
  id: string | undefined,
): Promise<ValidationErrors> {
  const { realm, name } = body
  const others = (ids: readonly string[]): boolean => ids.some((each) => each !== id)
  const failures: Failure[] = []
  if (typeof realm === 'string' && others(await idsAt(services, accountsByRealm, realm.toLowerCase(), 2)))
    failures.push(realmTaken(realm))
  if (
    typeof name === 'string' &&
    !sharesName &&
    others(await idsAt(services, accountsByName, nameKey(name), 2))
  )
    failures.push(nameTaken(name))
  return Object.assign(
    {},
    ...failures.map(({ detail }) => (detail.kind === 'validation' ? detail.errors : {})),
  ) as ValidationErrors
}

/** A realm that is not in use: some hex digits before the configured suffix. */
async function freeRealm(services: Needs): Promise<string> {
  const suffix = services.config.text(accountSettings, 'account_realm_suffix', 'sip.2600hz.com')
  const strength = services.config.integer(accountSettings, 'random_realm_strength', 3)
  const bytes = Math.min(Math.max(strength, 1), 32)
  for (let attempt = 0; ; attempt += 1) {
    // Where nearly all short ones are in use, longer ones are drawn.
    const realm = `${randomHex(bytes + Math.floor(attempt / 10))}.${suffix}`
    if ((await idsAt(services, accountsByRealm, realm.toLowerCase(), 1)).length === 0) return realm
  }
}

function withoutSpaces(value: Json | undefined): Json | undefined {
  return typeof value === 'string' ? value.replaceAll(' ', '') : value
}

function isMissing(value: Json | undefined): boolean {
  return value === undefined || value === null || value === ''
}
