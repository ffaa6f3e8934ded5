import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Attachments in OneDrive. */
export const StorageAttachmentOnedrive = Type.Object({
  handler: Words(['onedrive']),
  settings: Type.Object({
    oauth_doc_id: Type.String({ minLength: 1, 'kazoo-validation': true, patern: '^[^\\s]*$' }),
  }),
})

export type StorageAttachmentOnedrive = Type.Static<typeof StorageAttachmentOnedrive>
