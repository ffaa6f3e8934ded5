import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Attachments at an address on the web. */
export const StorageAttachmentHttp = Type.Object({
  handler: Words(['http']),
  settings: Type.Object({
    url: Type.String({ 'kazoo-validation': true }),
    base64_encode_data: Type.Optional(Type.Boolean({ default: false })),
    send_multipart: Type.Optional(Type.Boolean()),
    verb: Type.Optional(Words(['post', 'put'], { default: 'put' })),
  }),
})

export type StorageAttachmentHttp = Type.Static<typeof StorageAttachmentHttp>
