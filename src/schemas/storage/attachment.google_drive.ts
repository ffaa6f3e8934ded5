import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Attachments in Google Drive. */
export const StorageAttachmentGoogleDrive = Type.Object({
  handler: Words(['google_drive']),
  settings: Type.Object({
    oauth_doc_id: Type.String({ minLength: 1, 'kazoo-validation': true, patern: '^[^\\s]*$' }),
    folder_id: Type.Optional(Type.String()),
  }),
})

export type StorageAttachmentGoogleDrive = Type.Static<typeof StorageAttachmentGoogleDrive>
