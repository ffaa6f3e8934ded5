import { buffer } from 'node:stream/consumers'
import { userType } from '../../auth/directory.ts'
import type { Document } from '../../documents/document.ts'
import { failed, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import { openContent } from '../declaration/attachments.ts'
import type { AccountContext } from '../declaration/context.ts'
import { inAccount } from '../declaration/module.ts'
import { bytesResult, type BinaryResult, type Result } from '../declaration/results.ts'
import { accountTimezone, ownTimezone } from '../declaration/timezones.ts'
import { textAt } from './fields.ts'
import { photoOf } from './photo.ts'
import { vcardText } from './vcard-text.ts'

/** What a card may be asked for as. */
export const cardTypes = ['text/x-vcard', 'text/directory'] as const

/** A user as a card for an address book (accounts-and-pbx.md, "users" 2, 10). */
export const vcardOperation = inAccount('GET', '{id}/vcard', {
  summary: 'Gives a user as vCard',
  provides: cardTypes,
  handle: readCard,
})

async function readCard(context: AccountContext): Promise<Result | Failure> {
  const user = await context.services.documents.load(context.db, context.arg('id'), userType)
  if (failed(user)) return user
  return await cardOf(context, user, user.body, textAt(context.account.document.body, 'org'))
}

/**
 * Answers with the card of a document, made of fields that are called as a user's are; the photo is the
 * document's, the timezone that of the fields, else the account's.
 */
export async function cardOf(
  context: AccountContext,
  document: Document,
  fields: JsonObject,
  organization: string | undefined,
): Promise<BinaryResult> {
  const { services, account } = context
  const photo = await photoOf(context, document)
  const text = vcardText(fields, {
    organization,
    timezone: ownTimezone(fields['timezone']) ?? accountTimezone(services, account),
    photo: photo && {
      contentType: photo.contentType,
      base64: (await buffer(await openContent(services.blobs, photo.digest))).toString('base64'),
    },
  })
  const bytes = Buffer.from(text)
  return bytesResult(bytes, {
    contentType: context.accept,
    filename: 'vcard.vcf',
  })
}
