import Type from 'typebox'
import { Matching, Ref } from '../keywords.ts'
import type { StorageAttachmentAws } from './attachment.aws.ts'
import type { StorageAttachmentAzure } from './attachment.azure.ts'
import type { StorageAttachmentDropbox } from './attachment.dropbox.ts'
import type { StorageAttachmentGoogleDrive } from './attachment.google_drive.ts'
import type { StorageAttachmentGoogleStorage } from './attachment.google_storage.ts'
import type { StorageAttachmentHttp } from './attachment.http.ts'
import type { StorageAttachmentOnedrive } from './attachment.onedrive.ts'
import type { StorageAttachmentsField } from './attachments.field.ts'

/** Places for attachments, by id. */
export const StorageAttachments = Matching(
  {
    '^[a-z0-9]{32}$': Type.Object(
      {
        name: Type.Optional(Type.String()),
        settings: Type.Optional(
          Type.Object({
            field_list: Type.Optional(Type.Array(Ref<StorageAttachmentsField>('storage.attachments.field'))),
            field_separator: Type.Optional(Type.String()),
            folder_base_path: Type.Optional(Type.String()),
          }),
        ),
      },
      {
        oneOf: [
          Ref<StorageAttachmentAws>('storage.attachment.aws'),
          Ref<StorageAttachmentGoogleDrive>('storage.attachment.google_drive'),
          Ref<StorageAttachmentGoogleStorage>('storage.attachment.google_storage'),
          Ref<StorageAttachmentAzure>('storage.attachment.azure'),
          Ref<StorageAttachmentOnedrive>('storage.attachment.onedrive'),
          Ref<StorageAttachmentDropbox>('storage.attachment.dropbox'),
          Ref<StorageAttachmentHttp>('storage.attachment.http'),
        ],
      },
    ),
  },
  { additionalProperties: false },
)

export type StorageAttachments = Type.Static<typeof StorageAttachments>
