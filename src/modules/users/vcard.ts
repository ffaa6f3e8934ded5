import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { userType } from '../../auth/directory.ts'
import { failed, type Failure } from '../../failures.ts'
import { openContent } from '../declaration/attachments.ts'
import type { AccountContext } from '../declaration/context.ts'
import { inAccount } from '../declaration/module.ts'
import type { Result } from '../declaration/results.ts'
import { accountTimezone, ownTimezone } from '../declaration/timezones.ts'
import { textAt } from './fields.ts'
import { photoOf } from './photo.ts'
import { vcardText } from './vcard-text.ts'

/** A user as a card for an address book (accounts-and-pbx.md, "users" 2, 10). */
export const vcardOperation = inAccount('GET', '{id}/vcard', {
  summary: 'Gives a user as vCard',
  provides: ['text/x-vcard', 'text/directory'],
  handle: readCard,
})

async function readCard(context: AccountContext): Promise<Result | Failure> {
  const { services, account, db } = context
  const user = await services.documents.load(db, context.arg('id'), userType)
  if (failed(user)) return user
  const photo = await photoOf(context, user)
  const text = vcardText(user.body, {
    organization: textAt(account.document.body, 'org'),
    timezone: ownTimezone(user.body['timezone']) ?? accountTimezone(services, account),
    photo: photo && {
      contentType: photo.contentType,
      base64: (await buffer(await openContent(services.blobs, photo.digest))).toString('base64'),
    },
  })
  const bytes = Buffer.from(text)
  return {
    result: 'binary',
    contentType: context.accept,
    bytes: bytes.length,
    filename: 'vcard.vcf',
    open: (range) =>
      Promise.resolve(Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes])),
  }
}
