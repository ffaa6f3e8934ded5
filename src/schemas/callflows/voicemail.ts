import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Takes a message, or lets the owner hear them. */
export const CallflowVoicemail = Type.Object({
  id: Type.Optional(Type.String({ minLength: 32, maxLength: 32 })),
  action: Type.Optional(Words(['check', 'compose'], { default: 'compose' })),
  callerid_match_login: Type.Optional(Type.Boolean({ default: false })),
  interdigit_timeout: Type.Optional(Type.Integer({ default: 2000 })),
  max_message_length: Type.Optional(Type.Integer({ default: 500 })),
  single_mailbox_login: Type.Optional(Type.Boolean({ default: false })),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowVoicemail = Type.Static<typeof CallflowVoicemail>
