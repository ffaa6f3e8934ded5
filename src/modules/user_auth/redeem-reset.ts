import { toText } from '../../documents/coercion.ts'
import { failed, invalidField, type Failure } from '../../failures.ts'
import type { Document } from '../../documents/document.ts'
import type { Context } from '../declaration/context.ts'
import { intent, type DataResult, type Outcome } from '../declaration/results.ts'
import { closedAccount } from '../sign-in/closed-account.ts'
import { admit, makeToken } from '../sign-in/issue-token.ts'
import { endResets, userOfReset } from './reset-documents.ts'

const authType = 'user_auth_recovery_reset'

/**
 * POST `recovery`: exchanges the id of a link for a token, once; the user is then to set a new password
 * (auth-and-system.md, "user_auth" 6, 8). An id that is unknown, used or older than a day: 400 `user.not_found`.
 */
export async function redeemReset(context: Context): Promise<Outcome> {
  const { services } = context
  const validated = await services.validator.validate('user_auth_recovery_reset', context.data)
  if (failed(validated)) return validated
  const resetId = toText(validated.value['reset_id']) ?? ''
  const attempt = {
    address: context.clientIp,
    account: resetId.slice(0, 32),
    purpose: 'reset',
    guess: resetId,
    unhindered: true,
  }
  const user = await services.signIn.throttle.permit(attempt, async (permitted) => {
    const found = await userOfReset(services, resetId)
    if (found) return found
    permitted.wrong()
    return invalidField('user', 'not_found', { message: 'The link is not valid any more', cause: resetId })
  })
  if (failed(user)) return user
  const refused = await closedAccount(context, user.db, user.id, authType)
  return refused ?? intent(() => redeem(context, user))
}

async function redeem(context: Context, user: Document): Promise<DataResult | Failure> {
  const { services } = context
  // Before the link is used up: a second factor may still be missing.
  const admitted = await admit(context, {
    module: 'cb_user_auth',
    accountId: user.db,
    userId: user.id,
    authType,
  })
  if (failed(admitted)) return admitted
  const body = { ...user.body, require_password_update: true }
  const changes = [...(await endResets(services, user)), { change: 'replace', document: user, body } as const]
  const written = await services.documents.write(changes, context.author)
  if (failed(written)) return written
  return makeToken(context, admitted)
}
