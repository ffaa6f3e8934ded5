import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Attachments in Dropbox. */
export const StorageAttachmentDropbox = Type.Object({
  handler: Words(['dropbox']),
  settings: Type.Object({
    oauth_doc_id: Type.String({ minLength: 1, 'kazoo-validation': true, patern: '^[^\\s]*$' }),
  }),
})

export type StorageAttachmentDropbox = Type.Static<typeof StorageAttachmentDropbox>
