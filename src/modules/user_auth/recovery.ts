import { failed, invalid, invalidField, type Failure } from '../../failures.ts'
import { isFalse, toText } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { randomHex } from '../../documents/identifiers.ts'
import type { JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import { queuedMail } from '../declaration/queued-mail.ts'
import { dataResult, intent, type Outcome } from '../declaration/results.ts'
import { findAccounts } from '../sign-in/find-account.ts'
import { recordAttempts } from '../sign-in/login-attempts.ts'
import { accountNames } from './login.ts'
import { recoveryLink, recoveryMail } from './recovery-mail.ts'
import { planReset } from './reset-documents.ts'

/**
 * PUT `recovery`: mails a user a link to set a new password (auth-and-system.md, "user_auth" 6 to 9). 429 for
 * those who ask too often. Without a mail server the mail waits, as it does while one is down, and the operator is told.
 */
export async function requestRecovery(context: Context): Promise<Outcome> {
  const { services } = context
  const validated = await services.validator.validate('user_auth_recovery', context.data)
  if (failed(validated)) return validated
  const uiUrl = toText(validated.value['ui_url']) ?? ''
  if (!isWebAddress(uiUrl))
    return invalidField('ui_url', 'invalid', { message: 'Not an http or https address', cause: uiUrl })
  const user = await findUser(context, validated.value)
  if (failed(user)) return user
  if (!services.mail.ready)
    services.log.error(
      { request_id: context.requestId },
      'a recovery mail waits: set CROSSBAR_SMTP_URL, so that mail can be sent',
    )
  return intent(() => sendLink(context, user, uiUrl))
}

async function sendLink(
  context: Context,
  user: Document,
  uiUrl: string,
): Promise<Failure | ReturnType<typeof dataResult>> {
  const { services } = context
  const { resetId, changes } = planReset(services, user)
  const mail = await recoveryMail(services, user, recoveryLink(uiUrl, resetId))
  const written = await services.documents.write([...changes, queuedMail(services, mail)], context.author)
  return failed(written) ? written : dataResult(`A link to set a new password is on its way to ${mail.to}`)
}

/** The user who is to get the link. Asking counts like a wrong password: it must not become a nuisance. */
async function findUser(context: Context, data: JsonObject): Promise<Document | Failure> {
  const names = accountNames(data)
  if (Object.values(names).every((name) => name === undefined))
    return invalidField('account_name', 'required', {
      message: 'Say which account: by its name, realm or number',
    })
  const { ids, errors } = await findAccounts(context.services, names)
  const username = (toText(data['username']) ?? '').toLowerCase()
  const [accountId] = ids
  const attempt = {
    address: context.clientIp,
    account: accountId ?? JSON.stringify(names),
    purpose: 'recovery',
    user: username,
    // Each is one of its own, at the same moment too.
    guess: randomHex(16),
  }
  const refused = await context.services.signIn.throttle.permit(attempt, ({ wrong }) => {
    wrong()
    return Promise.resolve(undefined)
  })
  if (refused) return refused
  if (accountId === undefined) return invalid(errors)
  const user = await context.services.documents.holder({
    scope: accountId,
    name: 'user.username',
    value: username,
  })
  if (!user) return refuse(context, accountId, username, 'not_found', 'The account has no such user')
  if (isFalse(user.body['enabled']))
    return refuse(context, accountId, username, 'forbidden', 'The user is disabled')
  return toText(user.body['email']) !== undefined
    ? user
    : invalidField('email', 'required', { message: 'The user has no mail address' })
}

async function refuse(
  context: Context,
  accountId: string,
  username: string,
  validator: 'not_found' | 'forbidden',
  message: string,
): Promise<Failure> {
  await recordAttempts(context, [
    { accountId, module: 'cb_user_auth', authType: 'user_auth_recovery', status: 'failed', message },
  ])
  return invalidField('username', validator, { message, cause: username })
}

/** Whether a mail may have a link to it: what else there is could run in the reader's browser. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text)
}
