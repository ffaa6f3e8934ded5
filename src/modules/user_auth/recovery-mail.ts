import { toText } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import type { MailMessage } from '../../outside/mail/port.ts'
import type { Services } from '../declaration/services.ts'
import { brandOf } from '../whitelabel/brand.ts'
import { mentions, renderHtml, renderText, type MailValues } from './mail-template.ts'

/** Where the texts of the mail are set, for all, by resellers and by accounts. */
const category = 'notify.password_recovery'

const usualSubject = 'Set a new password for {{account.name}}'
const usualText = `Hello {{user.first_name}},

somebody asked for a new password for the user {{user.username}} of {{account.name}}.
If that was you, follow this link to sign in and set one:

{{link}}

It works once, within 24 hours. If you did not ask for it, there is nothing to do:
your password stays as it is.
`

/**
 * The mail by which a user who forgot the password can set a new one. The texts are those that the account set, or
 * its reseller or another one above it, or the operator, else our own; those of the original's templates that are
 * called the same have the same values. A text without the link would be of no use, and is passed over.
 */
export async function recoveryMail(
  services: Pick<Services, 'accountConfig' | 'accounts' | 'documents'>,
  user: Document,
  link: string,
): Promise<MailMessage> {
  const texts = await services.accountConfig.throughTree(user.db, category)
  const [subject, plain, html] = [texts['subject'], texts['plain'], texts['html']].map(toText)
  const values = await valuesFor(services, user, link)
  return {
    to: toText(user.body['email']) ?? '',
    subject: renderText(isSaid(subject) ? subject : usualSubject, values).replaceAll(/\s+/g, ' '),
    text: renderText(isSaid(plain, 'link') ? plain : usualText, values),
    ...(isSaid(html, 'link') && { html: renderHtml(html, values) }),
  }
}

/** Whether a text is set, and has a place for what it must not lack. */
function isSaid(template: string | undefined, needed?: string): template is string {
  return template !== undefined && template !== '' && (needed === undefined || mentions(template, needed))
}

/** The address of the client's page with the reset id behind it (auth-and-system.md, "user_auth" 8). */
export function recoveryLink(uiUrl: string, resetId: string): string {
  return `${uiUrl}${uiUrl.includes('?') ? '&' : '?'}recovery=${resetId}`
}

async function valuesFor(
  services: Pick<Services, 'accounts' | 'documents'>,
  { db, id, body }: Document,
  link: string,
): Promise<MailValues> {
  const account = await services.accounts.find(db)
  const brand = await nearestBrand(services, db)
  const values = new Map<string, string>([
    ['link', link],
    ['user.id', id],
    ['account.id', db],
    ['account.name', account?.name ?? ''],
    ['account.realm', account?.realm ?? ''],
    ['company.name', toText(brand?.body['company_name']) ?? ''],
    ['company.domain', toText(brand?.body['domain']) ?? ''],
  ])
  for (const name of ['first_name', 'last_name', 'username', 'email', 'timezone'])
    values.set(`user.${name}`, toText(body[name]) ?? '')
  return values
}

/** The brand of an account, or of the nearest one above it that has one. */
async function nearestBrand(
  { accounts, documents }: Pick<Services, 'accounts' | 'documents'>,
  accountId: string,
): Promise<Document | undefined> {
  const account = await accounts.find(accountId)
  for (const id of [accountId, ...(account?.tree ?? []).toReversed()]) {
    const brand = await brandOf(documents, id)
    if (brand) return brand
  }
  return undefined
}
