import { toText } from '../../documents/coercion.ts'
import { failed } from '../../failures.ts'
import { readEnrolment, type KeptEnrolment } from './enrolments.ts'
import { tryFactor, type FactorLogin } from './factor-login.ts'
import type { FactorVerdict } from './second-factor.ts'
import { confirmSecret, enrolmentData, newPendingSecret, totpSettings, useCode } from './totp-factor.ts'

const wrong: FactorVerdict = { verdict: 'wrong', message: 'the second factor is not right' }

/**
 * Asks for a one-time code, or checks the one that was sent; a recovery code counts as well. Users who have none
 * yet are given a secret, and are let in with a first code of it and with recovery codes.
 */
export async function askTotp(login: FactorLogin): Promise<FactorVerdict> {
  const { context, whose, response } = login
  const settings = totpSettings(login.settings)
  const kept = await readEnrolment(context.services, whose)
  const { active } = kept.enrolment
  if (!active && !settings.enrolsAtSignIn)
    return { verdict: 'wrong', message: 'the user has no one-time codes' }
  if (response === undefined) {
    if (!active) return await enrol(login, kept)
    return {
      verdict: 'asked',
      settings: { totp_enrolled: true, totp_digits: active.digits, totp_period: active.period },
    }
  }
  const right = await tryFactor(context, whose, response, async () =>
    active
      ? (await useCode(context.services, kept, response, settings.window)) && []
      : await confirmSecret(context.services, kept, response, settings.window),
  )
  if (failed(right)) return { verdict: 'wrong', message: 'too many wrong second factors' }
  if (right === undefined) return wrong
  return right.length > 0
    ? { verdict: 'right', shown: { multi_factor: { recovery_codes: right } } }
    : { verdict: 'right' }
}

async function enrol(login: FactorLogin, kept: KeptEnrolment): Promise<FactorVerdict> {
  const { context, whose } = login
  const settings = totpSettings(login.settings)
  const secret = await newPendingSecret(context.services, kept, settings)
  if (!secret) return wrong
  const user = await context.services.documents.find(whose.accountId, whose.userId)
  const name = toText(user?.body['username']) ?? whose.userId
  return {
    verdict: 'asked',
    settings: { totp_enrolled: false, ...enrolmentData(secret, settings.issuer, name) },
  }
}
