import { newRecoveryCodes, recoveryCodeDigest, withoutRecoveryCode } from '../../auth/recovery-codes.ts'
import { newTotpSecret, stepOfCode, totpUri, type TotpSecret } from '../../auth/totp.ts'
import { toInteger, toText } from '../../documents/coercion.ts'
import type { JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'
import { writeEnrolment, type Enrolment, type KeptEnrolment } from './enrolments.ts'

/** Name of the provider in configurations. */
export const totpProvider = 'totp'

/** Seconds within which a secret is to be confirmed. */
const pendingSeconds = 900

/** How one-time codes are set up (RFC 6238). */
export interface TotpSettings {
  /** Whom apps show the codes to be for. */
  readonly issuer: string
  readonly digits: number
  /** Seconds for which a code stands. */
  readonly period: number
  /** Steps by which a user's clock may be off. */
  readonly window: number
  /** Whether users without codes get them when they sign in; otherwise they cannot sign in. */
  readonly enrolsAtSignIn: boolean
}

type Needed = Pick<Services, 'documents' | 'signIn'>

/** Settings of a provider; what is missing or makes no sense is as apps expect it. */
export function totpSettings(settings: JsonObject): TotpSettings {
  const digits = toInteger(settings['digits'])
  const period = toInteger(settings['period']) ?? 30
  const window = toInteger(settings['window']) ?? 1
  return {
    issuer: toText(settings['issuer']) ?? 'Crossbar',
    digits: digits === 8 ? 8 : 6,
    period: period >= 15 && period <= 300 ? period : 30,
    window: window >= 0 && window <= 10 ? window : 1,
    enrolsAtSignIn: settings['enrolment'] !== 'closed',
  }
}

/** What a client has to show an app, to be sent once. */
export function enrolmentData(secret: TotpSecret, issuer: string, username: string): JsonObject {
  return {
    totp_secret: secret.secret,
    totp_uri: totpUri(secret, issuer, username),
    totp_digits: secret.digits,
    totp_period: secret.period,
  }
}

/**
 * A new secret that the user is to confirm, in place of one given before: whoever was shown that one must not know
 * what is confirmed in the end. `undefined` when the enrolment changes at the same moment.
 */
export async function newPendingSecret(
  services: Needed,
  kept: KeptEnrolment,
  { digits, period }: Pick<TotpSettings, 'digits' | 'period'>,
): Promise<TotpSecret | undefined> {
  const pending = { ...newTotpSecret(digits, period), until: Date.now() / 1000 + pendingSeconds }
  return (await writeEnrolment(services, kept, { ...kept.enrolment, pending })) ? pending : undefined
}

/**
 * Uses up a one-time code or a recovery code; `false` when it is wrong or used before. Of two that bring the same
 * code at the same moment one is refused.
 */
export async function useCode(
  services: Needed,
  kept: KeptEnrolment,
  code: string,
  window: number,
): Promise<boolean> {
  const { active, pending } = kept.enrolment
  if (!active) return false
  const step = stepOfCode(active, code.trim(), Date.now() / 1000, window, active.usedStep)
  if (step !== undefined)
    return await writeEnrolment(services, kept, afterUse(pending, { ...active, usedStep: step }))
  const recovery = withoutRecoveryCode(active.recovery, code)
  if (!recovery) return false
  return await writeEnrolment(services, kept, afterUse(pending, { ...active, recovery }))
}

/**
 * Takes the secret that was given into use once a first code of it is right, and gives back new recovery codes,
 * which nobody is shown again; `undefined` when the code is wrong.
 */
export async function confirmSecret(
  services: Needed,
  kept: KeptEnrolment,
  code: string,
  window: number,
): Promise<readonly string[] | undefined> {
  const { pending } = kept.enrolment
  const now = Date.now() / 1000
  if (!pending || pending.until < now) return undefined
  const step = stepOfCode(pending, code.trim(), now, window)
  if (step === undefined) return undefined
  const codes = newRecoveryCodes()
  const { secret, digits, period } = pending
  const recovery = codes.map(recoveryCodeDigest)
  const active = { secret, digits, period, usedStep: step, recovery }
  return (await writeEnrolment(services, kept, { active })) ? codes : undefined
}

function afterUse(pending: Enrolment['pending'], active: NonNullable<Enrolment['active']>): Enrolment {
  return { active, ...(pending && { pending }) }
}
