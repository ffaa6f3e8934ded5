import Type from 'typebox'
import { OneOf, Ref, Words } from '../keywords.ts'

/** A part of the name an attachment is stored under. */
export const StorageAttachmentsField = OneOf([
  Type.Object(
    { arg: Type.Optional(Words(['account_id', 'db', 'id', 'attachment'])) },
    { additionalProperties: false },
  ),
  Type.Object({ const: Type.Optional(Type.String()) }, { additionalProperties: false }),
  Type.Object({ field: Type.Optional(Type.String()) }, { additionalProperties: false }),
  Type.Object(
    {
      group: Type.Optional(Type.Array(Ref<StorageAttachmentsField>('storage.attachments.field'))),
    },
    { additionalProperties: false },
  ),
])

export type StorageAttachmentsField = {
  arg?: 'account_id' | 'db' | 'id' | 'attachment'
  const?: string
  field?: string
  group?: StorageAttachmentsField[]
}
