import Type from 'typebox'
import { Fields, OneOf, Words } from '../keywords.ts'

/** Attachments in Google Cloud Storage. */
export const StorageAttachmentGoogleStorage = Type.Object({
  handler: Words(['google_storage']),
  settings: OneOf(
    [
      Fields({ oauth_app_id: Type.String() }),
      Fields({ oauth_doc_id: Type.String({ 'kazoo-validation': true }) }),
    ],
    { type: 'object' },
  ),
})

export type StorageAttachmentGoogleStorage = Type.Static<typeof StorageAttachmentGoogleStorage>
