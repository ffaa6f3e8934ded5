import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Attachments in a bucket of Amazon S3 or alike. */
export const StorageAttachmentAws = Type.Object({
  handler: Words(['s3']),
  settings: Type.Object({
    bucket: Type.String({ minLength: 6, maxLength: 63, pattern: '^[^\\s]*$' }),
    key: Type.String({ minLength: 1, maxLength: 128, pattern: '^[^\\s]*$' }),
    secret: Type.String({ minLength: 1, maxLength: 128, pattern: '^[^\\s]*$' }),
    bucket_access_method: Type.Optional(Words(['auto', 'vhost', 'path'])),
    bucket_after_host: Type.Optional(Type.Boolean()),
    host: Type.Optional(Type.String({ minLength: 1, pattern: '^[^\\s]*$' })),
    port: Type.Optional(Type.Integer()),
    region: Type.Optional(Type.String({ minLength: 1, pattern: '^[^\\s]*$' })),
    scheme: Type.Optional(Words(['http', 'https'])),
  }),
})

export type StorageAttachmentAws = Type.Static<typeof StorageAttachmentAws>
