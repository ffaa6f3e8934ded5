import Type from 'typebox'
import { AnyObject, Ref } from '../keywords.ts'
import type { StoragePlanDatabaseAttachment } from './plan.database.attachment.ts'
import type { StoragePlanDatabaseDocument } from './plan.database.document.ts'

/** Where one kind of database is kept. */
export const StoragePlanDatabase = Type.Object(
  {
    attachments: Type.Optional(Ref<StoragePlanDatabaseAttachment>('storage.plan.database.attachment')),
    connection: Type.Optional(Type.String({ 'kazoo-validation': true })),
    database: Type.Optional(
      Type.Object({
        create_options: Type.Optional(AnyObject()),
        names: Type.Optional(Type.Array(Type.String())),
      }),
    ),
    types: Type.Optional(
      Type.Object({
        call_recording: Type.Optional(Ref<StoragePlanDatabaseDocument>('storage.plan.database.document')),
        fax: Type.Optional(Ref<StoragePlanDatabaseDocument>('storage.plan.database.document')),
        function: Type.Optional(Ref<StoragePlanDatabaseDocument>('storage.plan.database.document')),
        mailbox_message: Type.Optional(Ref<StoragePlanDatabaseDocument>('storage.plan.database.document')),
        media: Type.Optional(Ref<StoragePlanDatabaseDocument>('storage.plan.database.document')),
      }),
    ),
  },
  { additionalProperties: false },
)

export type StoragePlanDatabase = Type.Static<typeof StoragePlanDatabase>
