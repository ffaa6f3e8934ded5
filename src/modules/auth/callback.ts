import { toText } from '../../documents/coercion.ts'
import { failed, invalid, systemError, type Failure, type ValidationErrors } from '../../failures.ts'
import { isRefusal } from '../../outside/openid/port.ts'
import type { Context } from '../declaration/context.ts'
import { dataResult, intent, type DataResult, type Outcome } from '../declaration/results.ts'
import { useOnce } from '../sign-in/used-once.ts'
import { findApp } from './apps.ts'
import { refuseProvider, signInVouched, textIn, vouchedByCode } from './federation.ts'
import { addressesOf, findProvider } from './providers.ts'
import { codeChallenge, openRequest, requestOf } from './state.ts'

/**
 * PUT `callback`: exchanges the code a provider gave to the browser for a token (auth-and-system.md, "auth" 6, 9).
 * Whatever goes wrong on the way: 401 `invalid_credentials`.
 */
export async function callback(context: Context): Promise<Outcome> {
  const validated = await context.services.validator.validate('auth.callback', context.data)
  if (failed(validated)) return validated
  const { value } = validated
  const attempt = {
    address: context.clientIp,
    account: 'auth callback',
    guess: toText(value['code']) ?? '',
    unhindered: true,
  }
  return intent(() =>
    context.services.signIn.throttle.permit(attempt, async (permitted) => {
      const done = await redeem(context)
      if (failed(done)) permitted.wrong()
      return done
    }),
  )
}

async function redeem(context: Context): Promise<DataResult | Failure> {
  const { services, data } = context
  const [providerId, clientId, code, redirectUri] = ['provider', 'client_id', 'code', 'redirect_uri'].map(
    (name) => toText(data[name]) ?? '',
  )
  const app = await findApp(services, clientId ?? '')
  const provider = await findProvider(services, providerId ?? '')
  if (app?.providerId !== provider?.id || !app || !provider)
    return refuseProvider(context, { refused: 'there is no such application of this provider' })
  const state = textIn(data, 'state')
  const request = state === undefined ? undefined : await requestOf(services, state)
  if (request === 'used') return refuseProvider(context, { refused: 'the state was used, or is too old' })
  if (request === undefined && services.config.flag('crossbar.auth', 'require_state', false))
    return refuseProvider(context, { refused: 'the sign-in did not begin here' })
  const same =
    request === undefined ||
    (request.provider === provider.id && request.clientId === app.id && request.redirectUri === redirectUri)
  if (!same) return refuseProvider(context, { refused: 'the state is of another request' })
  const vouched = await vouchedByCode(context, app, provider, {
    code: code ?? '',
    redirectUri: redirectUri === undefined || redirectUri === '' ? 'postmessage' : redirectUri,
    ...(request && { request }),
  })
  return isRefusal(vouched) ? refuseProvider(context, vouched) : await signInVouched(context, vouched)
}

/**
 * PUT `authorize`: with an ID token, exchanges that for a token; without one, tells where to send the browser, with
 * a `state` that the callback checks, a nonce and a code challenge. The original knows the path and always fails.
 */
export async function authorize(context: Context): Promise<Outcome> {
  const { data, services } = context
  const providerId = textIn(data, 'provider')
  const clientId = textIn(data, 'client_id')
  const idToken = textIn(data, 'id_token')
  const redirectUri = textIn(data, 'redirect_uri')
  const missing: ValidationErrors = Object.fromEntries(
    [
      ['provider', providerId],
      ['client_id', clientId],
      ...(idToken === undefined ? [['redirect_uri', redirectUri]] : []),
    ].flatMap(([name, value]) =>
      value === undefined ? [[name, { required: { message: 'is required', value: name } }]] : [],
    ),
  ) as ValidationErrors
  if (Object.keys(missing).length > 0) return invalid(missing)
  const app = await findApp(services, clientId ?? '')
  const provider = await findProvider(services, providerId ?? '')
  if (app?.providerId !== provider?.id || !app || !provider) return systemError('invalid_credentials')
  const addresses = addressesOf(provider)
  if (idToken !== undefined)
    return intent(async () => {
      const nonce = textIn(data, 'nonce')
      const expected = { clientId: app.id, ...(nonce !== undefined && { nonce }) }
      const claims = await services.openid.verify(addresses, idToken, expected)
      if (isRefusal(claims)) return refuseProvider(context, claims)
      const until = Number(claims['exp']) - Date.now() / 1000 + 120
      if (!(await useOnce(services, 'id token', idToken, until)))
        return refuseProvider(context, { refused: 'the ID token was used before' })
      return await signInVouched(context, { app, provider, profile: claims })
    })
  return intent(async () => {
    const where = { provider: provider.id, clientId: app.id, redirectUri: redirectUri ?? '' }
    const { request, state } = openRequest(services, where)
    const url = await services.openid.authorizationUrl(addresses, {
      response_type: 'code',
      client_id: app.id,
      redirect_uri: where.redirectUri,
      scope: textIn(data, 'scope') ?? 'openid email profile',
      state,
      nonce: request.nonce,
      code_challenge: codeChallenge(request),
      code_challenge_method: 'S256',
    })
    if (isRefusal(url)) return refuseProvider(context, url)
    return dataResult({ authorization_url: url, state })
  })
}
