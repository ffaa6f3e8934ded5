import Type from 'typebox'
import { Ref } from '../keywords.ts'
import type { StoragePlanDatabaseAttachment } from './plan.database.attachment.ts'

/** Where a kind of document goes. */
export const StoragePlanDatabaseDocument = Type.Object({
  attachments: Type.Optional(Ref<StoragePlanDatabaseAttachment>('storage.plan.database.attachment')),
  connection: Type.Optional(Type.String({ 'kazoo-validation': true })),
})

export type StoragePlanDatabaseDocument = Type.Static<typeof StoragePlanDatabaseDocument>
