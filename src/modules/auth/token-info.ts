import { answer, type Failure } from '../../failures.ts'
import type { Json } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import { dataResult, type Outcome, type Result } from '../declaration/results.ts'
import { loginResponse } from '../sign-in/login-response.ts'

/** GET `tokeninfo?token=…`: of whom a token is. */
export function tokenInfoOfQuery(context: Context): Promise<Result | Failure> {
  return tokenInfo(context, context.query.first('token'))
}

/** POST `tokeninfo`: the token is in the data, where no log of addresses keeps it. */
export function tokenInfoOfData(context: Context): Promise<Outcome> {
  return tokenInfo(context, context.data['token'])
}

/** 404 without a token; 401, or 403 for a token of no account, with the reason as message. */
async function tokenInfo(context: Context, token: Json | undefined): Promise<Result | Failure> {
  if (typeof token !== 'string' || token === '') return answer(404, 'missing token in request', {})
  const { services } = context
  const inspected = await services.signIn.inspect(token)
  if (!inspected.ok) return answer(inspected.status, inspected.reason, {})
  const { account_id: accountId, owner_id: ownerId } = inspected.claims
  const asserted = context.header('x-auth-account-id')
  if (asserted !== undefined && asserted !== accountId) return answer(401, 'account header mismatch', {})
  const credential = { account_id: accountId, owner_id: ownerId }
  const data = await loginResponse(services, credential, text(accountId), text(ownerId))
  return dataResult(data, { authToken: token })
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
