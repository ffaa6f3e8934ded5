import type { ActingAs } from '../../auth/token-claims.ts'
import { answer, failed, type Failure } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import { dataResult, type DataResult } from '../declaration/results.ts'
import { checkSecondFactor, type SecondFactorPassed } from '../multi_factor/second-factor.ts'
import { authModuleConfig, type AuthModule } from './auth-modules.ts'
import { recordAttempts, type LoginAttempt } from './login-attempts.ts'
import { loginResponse } from './login-response.ts'

/** Who signed in, and how. */
export interface Login {
  readonly module: AuthModule
  readonly accountId: string
  readonly userId?: string
  /** How the attempt is recorded; absent: as the making of a token. */
  readonly authType?: string
  /** Further claims, such as who impersonates the user. */
  readonly claims?: JsonObject
  /** What vouches for the user in place of a second factor, such as the token of who impersonates the user. */
  readonly vouched?: boolean
}

/** Somebody who may be given a token. */
export interface Admitted {
  readonly login: Login
  readonly tokenLifetime: number
  readonly factor: SecondFactorPassed
}

/**
 * The last steps of every way to sign in (auth-and-system.md, "Token creation steps"): is it enabled for
 * the account, is there a second factor, make the token, record the attempt, answer. 401 `invalid credentials`
 * where it is disabled.
 */
export async function issueToken(context: Context, login: Login): Promise<DataResult | Failure> {
  const admitted = await admit(context, login)
  return failed(admitted) ? admitted : await makeToken(context, admitted)
}

/** The steps before the token is made, for those who have something to do in between. */
export async function admit(context: Context, login: Login): Promise<Admitted | Failure> {
  const { module, accountId } = login
  const config = await authModuleConfig(context.services, accountId, module)
  if (!config.enabled) {
    const message = `${module} is disabled`
    await recordAttempts(context, [{ ...attemptOf(login), status: 'failed', message }])
    return answer(401, 'invalid credentials', {})
  }
  const factor = login.vouched === true ? {} : await checkSecondFactor(context, login, config)
  return failed(factor) ? factor : { login, tokenLifetime: config.tokenLifetime, factor }
}

/** Makes the token of somebody who was admitted. */
export async function makeToken(context: Context, admitted: Admitted): Promise<DataResult> {
  const { services } = context
  const { login, tokenLifetime, factor } = admitted
  const { module, accountId, userId } = login
  const as = actingAs(context.data['as'])
  const token = await services.signIn.issue({
    accountId,
    ...(userId !== undefined && { ownerId: userId }),
    ...(as && { as }),
    method: module,
    lifetime: tokenLifetime,
    ...(factor.claim !== undefined && { mfaResponse: factor.claim }),
    ...(login.claims && { extra: login.claims }),
  })
  const attempt = attemptOf(login)
  await recordAttempts(context, [{ ...attempt, status: 'success', message: 'a token was made' }])
  const data = await loginResponse(services, attempt.metadata, accountId, userId)
  return dataResult({ ...data, ...factor.shown }, { authToken: token })
}

function attemptOf({
  module,
  accountId,
  userId,
  authType,
}: Login): Pick<LoginAttempt, 'accountId' | 'module' | 'authType'> & { readonly metadata: JsonObject } {
  const metadata = { account_id: accountId, ...(userId !== undefined && { owner_id: userId }) }
  return { accountId, module, authType: authType ?? 'jwt_auth_token', metadata }
}

/** Whom the token is to act as; whether it may is decided when it is used. */
function actingAs(value: Json | undefined): ActingAs | undefined {
  if (!isJsonObject(value)) return undefined
  const { account_id: accountId, owner_id: ownerId } = value
  return typeof accountId === 'string' && typeof ownerId === 'string'
    ? { account_id: accountId, owner_id: ownerId }
    : undefined
}
