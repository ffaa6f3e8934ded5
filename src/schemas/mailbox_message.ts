import Type from 'typebox'
import { Words } from './keywords.ts'

/** A voicemail message about to be stored. */
export const MailboxMessage = Type.Object({
  media_id: Type.String({ minLength: 39, maxLength: 39 }),
  call_id: Type.Optional(Type.String()),
  caller_id_name: Type.Optional(Type.String({ maxLength: 35 })),
  caller_id_number: Type.Optional(Type.String({ maxLength: 35 })),
  folder: Type.Optional(Words(['deleted', 'saved', 'new'])),
  from: Type.Optional(Type.String()),
  length: Type.Optional(Type.Integer()),
  timestamp: Type.Optional(Type.Integer()),
  to: Type.Optional(Type.String()),
  transcription: Type.Optional(
    Type.Object({
      result: Type.Optional(Words(['success', 'error'])),
      text: Type.Optional(Type.String()),
    }),
  ),
})

export type MailboxMessage = Type.Static<typeof MailboxMessage>
