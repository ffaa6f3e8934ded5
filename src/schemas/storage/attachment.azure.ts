import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Attachments in a container of Azure. */
export const StorageAttachmentAzure = Type.Object({
  handler: Words(['azure']),
  settings: Type.Object({
    account: Type.String(),
    container: Type.String(),
    key: Type.String(),
  }),
})

export type StorageAttachmentAzure = Type.Static<typeof StorageAttachmentAzure>
