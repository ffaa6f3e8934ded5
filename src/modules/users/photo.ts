import { badIdentifier, failed, type Failure } from '../../failures.ts'
import { userType } from '../../auth/directory.ts'
import type { Document } from '../../documents/document.ts'
import type { Attachment } from '../../store/port.ts'
import { attach, download, singleUpload } from '../declaration/attachments.ts'
import type { AccountContext, Context } from '../declaration/context.ts'
import { base64Types, imageTypes, multipartTypes } from '../declaration/media-groups.ts'
import { inAccount } from '../declaration/module.ts'
import { dataResult, documentResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { adminsOrSelf } from './rights.ts'

/** What the attachment is called. */
const photoName = 'photo'
/** What a client may ask for who does not know what kind of picture it is. */
const anyBytes = ['application/octet-stream', 'application/base64'] as const

/** In what a photo may come. */
export const photoUploads = [
  ...imageTypes,
  'image/webp',
  'application/octet-stream',
  ...base64Types,
  ...multipartTypes,
]

/** A user's picture (accounts-and-pbx.md, "users" 2, 11). */
export const photoOperations = [
  inAccount('GET', '{id}/photo', {
    summary: "Gives a user's photo",
    provides: [...anyBytes, ...imageTypes, 'image/webp'],
    offers: photoTypes,
    handle: readPhoto,
  }),
  inAccount('POST', '{id}/photo', {
    summary: "Sets a user's photo",
    permission: adminsOrSelf,
    accepts: photoUploads,
    handle: replacePhoto,
  }),
  inAccount('DELETE', '{id}/photo', {
    summary: "Removes a user's photo",
    permission: adminsOrSelf,
    handle: removePhoto,
  }),
]

/** The photo of a user or another document, when there is one. */
export async function photoOf({ services }: Context, document: Document): Promise<Attachment | undefined> {
  const attachments = await services.documents.attachments(document.db, document.id)
  return attachments.find(({ name }) => name === photoName)
}

async function photoTypes(context: Context): Promise<readonly string[]> {
  const user =
    context.account && (await context.services.documents.find(context.account.id, context.arg('id')))
  const photo = user && (await photoOf(context, user))
  return photo ? [...anyBytes, photo.contentType] : anyBytes
}

async function readPhoto(context: AccountContext): Promise<Result | Failure> {
  const user = await loadUser(context)
  if (failed(user)) return user
  const photo = await photoOf(context, user)
  return photo ? download(context.services.blobs, photo, { etag: photo.digest }) : badIdentifier(photoName)
}

async function replacePhoto(context: AccountContext): Promise<Outcome> {
  const user = await loadUser(context)
  return failed(user) ? user : setPhoto(context, user)
}

/** Takes the one file of the request as the photo of a user or another document; answers with the document. */
export function setPhoto(context: AccountContext, document: Document): Outcome {
  const upload = singleUpload(context)
  if (failed(upload)) return upload
  const { db, id, body, rev } = document
  return intent(async () => {
    const written = await context.services.documents.write(
      [{ change: 'replace', document, body }, attach(db, id, photoName, upload)],
      context.author,
    )
    if (failed(written)) return written
    return documentResult(written[0] ?? document)
  }, rev)
}

async function removePhoto(context: AccountContext): Promise<Outcome> {
  const user = await loadUser(context)
  if (failed(user)) return user
  const photo = await photoOf(context, user)
  return intent(async () => {
    if (!photo) return dataResult({})
    const written = await context.services.documents.write(
      [
        { change: 'replace', document: user, body: user.body },
        { change: 'detach', db: user.db, id: user.id, name: photoName },
      ],
      context.author,
    )
    return failed(written) ? written : dataResult({ _read_only: { deleted: true } })
  }, user.rev)
}

function loadUser(context: AccountContext): Promise<Document | Failure> {
  return context.services.documents.load(context.db, context.arg('id'), userType)
}
