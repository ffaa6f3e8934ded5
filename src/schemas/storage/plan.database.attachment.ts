import Type from 'typebox'

/** Where attachments of a kind of document go. */
export const StoragePlanDatabaseAttachment = Type.Object({
  handler: Type.Optional(Type.String({ 'kazoo-validation': true })),
  params: Type.Optional(Type.Object({ folder_path: Type.Optional(Type.String()) })),
  stub: Type.Optional(Type.Boolean()),
})

export type StoragePlanDatabaseAttachment = Type.Static<typeof StoragePlanDatabaseAttachment>
