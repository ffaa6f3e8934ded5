import { duoApproves, duoRequest, type DuoSettings } from '../../auth/duo.ts'
import { toInteger, toText } from '../../documents/coercion.ts'
import { failed } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import { useOnce } from '../sign-in/used-once.ts'
import { tryFactor, type FactorLogin } from './factor-login.ts'
import type { FactorVerdict } from './second-factor.ts'

/** Name of the provider in configurations. */
export const duoProvider = 'duo'

/** An approval may be good for as long as Duo says; nobody says more than this. */
const longestSeconds = 86_400

/** Gives the browser what it takes to Duo, or checks what it brings back, which counts once. */
export async function askDuo({ context, whose, settings, response }: FactorLogin): Promise<FactorVerdict> {
  const duo = duoSettings(settings)
  const host = toText(settings['api_hostname'])
  if (!duo || host === undefined)
    return { verdict: 'unusable', message: 'the provider duo is not set up as it has to be' }
  const now = Date.now() / 1000
  if (response === undefined)
    return {
      verdict: 'asked',
      settings: { duo_sig_request: duoRequest(duo, whose.userId, now), duo_api_hostname: host },
    }
  const right = await tryFactor(
    context,
    whose,
    response,
    async () =>
      duoApproves(duo, whose.userId, response, now) &&
      (await useOnce(context.services, 'duo', response, longestSeconds)),
  )
  if (failed(right)) return { verdict: 'wrong', message: 'too many wrong second factors' }
  return right === true
    ? { verdict: 'right', claim: response }
    : { verdict: 'wrong', message: 'the second factor is not right' }
}

/** What is agreed with Duo; `undefined` where it is not whole. */
function duoSettings(settings: JsonObject): DuoSettings | undefined {
  const integrationKey = toText(settings['integration_key']) ?? ''
  const secretKey = toText(settings['secret_key']) ?? ''
  const applicationSecretKey = toText(settings['application_secret_key']) ?? ''
  if (integrationKey.length !== 20 || secretKey.length < 40 || applicationSecretKey.length < 40)
    return undefined
  return {
    integrationKey,
    secretKey,
    applicationSecretKey,
    duoExpire: toInteger(settings['duo_expire']) ?? 300,
    appExpire: toInteger(settings['app_expire']) ?? 3600,
  }
}
