import type { Change } from '../../documents/changes.ts'
import { isFalse } from '../../documents/coercion.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { queuedMail } from '../declaration/queued-mail.ts'
import { textAt } from './fields.ts'

/**
 * The mail that tells new users how to sign in, sent unless the client says `send_email_on_creation=false`
 * (accounts-and-pbx.md, "users" 8): only to those with an address and credentials, where mail can be sent.
 */
export function welcomeMail(
  context: AccountContext,
  body: JsonObject,
  password: string | undefined,
): readonly Change[] {
  const { services, account } = context
  const to = textAt(body, 'email')
  const username = textAt(body, 'username')
  const wanted = !isFalse(context.value('send_email_on_creation'))
  if (!wanted || to === undefined || username === undefined || password === undefined) return []
  if (!services.mail.ready) return []
  const text = [
    `Hello ${textAt(body, 'first_name') ?? ''},`,
    '',
    `you are now a user of ${account.name}. This is what you sign in with:`,
    '',
    `Account: ${account.name} (${account.realm})`,
    `User name: ${username}`,
    `Password: ${password}`,
    '',
    'Please set a password of your own soon.',
    '',
  ].join('\n')
  return [queuedMail(services, { to, subject: `Your user of ${account.name}`, text })]
}
