import type { SchemaTable } from '../table.ts'

/** Schemas of the parts of storage plans. */
export const storageSchemas: SchemaTable = {
  'storage.attachment.aws': async () => (await import('./attachment.aws.ts')).StorageAttachmentAws,
  'storage.attachment.azure': async () => (await import('./attachment.azure.ts')).StorageAttachmentAzure,
  'storage.attachment.dropbox': async () =>
    (await import('./attachment.dropbox.ts')).StorageAttachmentDropbox,
  'storage.attachment.google_drive': async () =>
    (await import('./attachment.google_drive.ts')).StorageAttachmentGoogleDrive,
  'storage.attachment.google_storage': async () =>
    (await import('./attachment.google_storage.ts')).StorageAttachmentGoogleStorage,
  'storage.attachment.http': async () => (await import('./attachment.http.ts')).StorageAttachmentHttp,
  'storage.attachment.onedrive': async () =>
    (await import('./attachment.onedrive.ts')).StorageAttachmentOnedrive,
  'storage.attachments': async () => (await import('./attachments.ts')).StorageAttachments,
  'storage.attachments.field': async () => (await import('./attachments.field.ts')).StorageAttachmentsField,
  'storage.connection.couchdb': async () =>
    (await import('./connection.couchdb.ts')).StorageConnectionCouchdb,
  'storage.connections': async () => (await import('./connections.ts')).StorageConnections,
  'storage.plan': async () => (await import('./plan.ts')).StoragePlan,
  'storage.plan.database': async () => (await import('./plan.database.ts')).StoragePlanDatabase,
  'storage.plan.database.attachment': async () =>
    (await import('./plan.database.attachment.ts')).StoragePlanDatabaseAttachment,
  'storage.plan.database.document': async () =>
    (await import('./plan.database.document.ts')).StoragePlanDatabaseDocument,
}
