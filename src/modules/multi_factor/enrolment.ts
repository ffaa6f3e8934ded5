import { toText } from '../../documents/coercion.ts'
import { badIdentifier, failed, invalidField, systemError, type Failure } from '../../failures.ts'
import { admins } from '../declaration/admins.ts'
import type { AccountContext, Context } from '../declaration/context.ts'
import type { Rule } from '../declaration/module.ts'
import { dataResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { authModuleConfig } from '../sign-in/auth-modules.ts'
import { eraseEnrolment, readEnrolment, type Enrolled, type KeptEnrolment } from './enrolments.ts'
import { tryFactor } from './factor-login.ts'
import { secondFactorProvider } from './second-factor.ts'
import { settingsOf } from './sealed-settings.ts'
import {
  confirmSecret,
  enrolmentData,
  newPendingSecret,
  totpProvider,
  totpSettings,
  useCode,
  type TotpSettings,
} from './totp-factor.ts'

/** Only users themselves get secrets: not those who act as them. */
export const ownEnrolment: Rule = {
  name: 'the user itself',
  allows: (context) => isOwn(context),
}

/** Who may end a user's one-time codes. */
export const enrolmentPermission: Rule = {
  name: `the user itself; ${admins.name}`,
  allows: (context) => isOwn(context) || admins.allows(context),
}

/** GET: whether the user has one-time codes, and how many recovery codes are left. */
export async function showEnrolment(context: AccountContext): Promise<Result | Failure> {
  const kept = await keptOf(context)
  if (failed(kept)) return kept
  const { active } = kept.enrolment
  return dataResult({
    enrolled: active !== undefined,
    ...(active && { recovery_codes_left: active.recovery.length }),
  })
}

/** PUT: a new secret; whoever has one-time codes already has to bring one. */
export async function startEnrolment(context: AccountContext): Promise<Outcome> {
  const kept = await keptOf(context)
  if (failed(kept)) return kept
  const code = kept.enrolment.active ? requiredCode(context) : ''
  if (failed(code)) return code
  return intent(async () => {
    const settings = await settingsFor(context, kept)
    const { services } = context
    if (kept.enrolment.active) {
      const used = await checked(context, kept, code, () => useCode(services, kept, code, settings.window))
      if (failed(used)) return used
    }
    const secret = await newPendingSecret(services, await readEnrolment(services, kept), settings)
    if (!secret) return systemError('datastore_conflict')
    const user = await services.documents.find(kept.accountId, kept.userId)
    const name = toText(user?.body['username']) ?? kept.userId
    return dataResult(enrolmentData(secret, settings.issuer, name))
  })
}

/** POST: a first code of the new secret takes it into use; the recovery codes are shown this once. */
export async function confirmEnrolment(context: AccountContext): Promise<Outcome> {
  const kept = await keptOf(context)
  if (failed(kept)) return kept
  const code = requiredCode(context)
  if (failed(code)) return code
  return intent(async () => {
    const { window } = await settingsFor(context, kept)
    const codes = await checked(context, kept, code, () =>
      confirmSecret(context.services, kept, code, window),
    )
    return failed(codes) ? codes : dataResult({ enrolled: true, recovery_codes: codes })
  })
}

/** DELETE: users themselves bring a code; an admin lets somebody else start anew. */
export async function endEnrolment(context: AccountContext): Promise<Outcome> {
  const kept = await keptOf(context)
  if (failed(kept)) return kept
  if (!kept.document) return badIdentifier(kept.userId)
  const code = isOwn(context) && kept.enrolment.active ? requiredCode(context) : undefined
  if (failed(code)) return code
  return intent(async () => {
    const { services } = context
    if (code !== undefined) {
      const { window } = await settingsFor(context, kept)
      const used = await checked(context, kept, code, () => useCode(services, kept, code, window))
      if (failed(used)) return used
    }
    const latest = await readEnrolment(services, kept)
    if (!(await eraseEnrolment(services, latest))) return systemError('datastore_conflict')
    return dataResult({ enrolled: false })
  })
}

/** Checks a code; 400 `code.invalid` when it is wrong, 429 after too many of those. */
async function checked<Right>(
  context: Context,
  whose: Enrolled,
  code: string,
  check: () => Promise<Right | undefined | false>,
): Promise<Right | Failure> {
  const right = await tryFactor(context, whose, code, check)
  return right ?? invalidField('code', 'invalid', { message: 'The code is not right, or was used before' })
}

function requiredCode({ data }: Context): string | Failure {
  const code = toText(data['code'])
  return code !== undefined && code !== ''
    ? code
    : invalidField('code', 'required', { message: 'A one-time code is required' })
}

async function keptOf(context: AccountContext): Promise<KeptEnrolment | Failure> {
  const userId = userOf(context)
  if (userId === undefined) return badIdentifier(context.account.id)
  return await readEnrolment(context.services, { accountId: context.account.id, userId })
}

/** As the account's provider has it where that is one of one-time codes. */
async function settingsFor({ services }: Context, { accountId }: Enrolled): Promise<TotpSettings> {
  const config = await authModuleConfig(services, accountId, 'cb_user_auth')
  const provider = await secondFactorProvider(services, config)
  return totpSettings(provider?.body['provider_name'] === totpProvider ? settingsOf(services, provider) : {})
}

/** The user in the path, else the caller. */
function userOf(context: Context): string | undefined {
  const { auth, account } = context
  const named = context.noun('users')?.[0]
  return named ?? (auth?.accountId === account?.id ? auth?.ownerId : undefined)
}

function isOwn(context: Context): boolean {
  const { auth, account } = context
  if (!auth || auth.accountId !== account?.id || auth.ownerId === undefined) return false
  if (auth.impersonatedBy || auth.masqueradedBy) return false
  return userOf(context) === auth.ownerId
}
