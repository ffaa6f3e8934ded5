import Type from 'typebox'
import { Words } from './keywords.ts'

/** What is known about a voicemail message. */
export const VmMessageMetadata = Type.Object({
  call_id: Type.Optional(Type.String()),
  caller_id_name: Type.Optional(Type.String({ maxLength: 35 })),
  caller_id_number: Type.Optional(Type.String({ maxLength: 35 })),
  folder: Type.Optional(Words(['deleted', 'saved', 'new'])),
  from: Type.Optional(Type.String()),
  length: Type.Optional(Type.Integer()),
  timestamp: Type.Optional(Type.Integer()),
  to: Type.Optional(Type.String()),
})

export type VmMessageMetadata = Type.Static<typeof VmMessageMetadata>
