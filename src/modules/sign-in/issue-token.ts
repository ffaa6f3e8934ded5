import type { ActingAs } from '../../auth/token-claims.ts'
import { answer, type Failure } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import { dataResult, type DataResult } from '../declaration/results.ts'
import { authModuleConfig, type AuthModule } from './auth-modules.ts'
import { recordAttempts } from './login-attempts.ts'
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
}

/**
 * The last steps of every way to sign in (auth-and-system.md, "Token creation steps"): is it enabled for
 * the account, make the token, record the attempt, answer. 401 `invalid credentials` where it is disabled.
 */
export async function issueToken(context: Context, login: Login): Promise<DataResult | Failure> {
  const { services } = context
  const { module, accountId, userId } = login
  const config = await authModuleConfig(services, accountId, module)
  const metadata = { account_id: accountId, ...(userId !== undefined && { owner_id: userId }) }
  const attempt = { accountId, module, authType: login.authType ?? 'jwt_auth_token', metadata }
  if (!config.enabled) {
    const message = `${module} is disabled`
    await recordAttempts(context, [{ ...attempt, status: 'failed', message }])
    return answer(401, 'invalid credentials', {})
  }
  const as = actingAs(context.data['as'])
  const token = await services.signIn.issue({
    accountId,
    ...(userId !== undefined && { ownerId: userId }),
    ...(as && { as }),
    method: module,
    lifetime: config.tokenLifetime,
    ...(login.claims && { extra: login.claims }),
  })
  await recordAttempts(context, [{ ...attempt, status: 'success', message: 'a token was made' }])
  const data = await loginResponse(services, metadata, accountId, userId)
  return dataResult(data, { authToken: token })
}

/** Whom the token is to act as; whether it may is decided when it is used. */
function actingAs(value: Json | undefined): ActingAs | undefined {
  if (!isJsonObject(value)) return undefined
  const { account_id: accountId, owner_id: ownerId } = value
  return typeof accountId === 'string' && typeof ownerId === 'string'
    ? { account_id: accountId, owner_id: ownerId }
    : undefined
}
