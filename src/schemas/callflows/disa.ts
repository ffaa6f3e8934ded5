import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Lets the caller dial out through the account. */
export const CallflowDisa = Type.Object({
  enforce_call_restriction: Type.Optional(Type.Boolean({ default: false })),
  interdigit: Type.Optional(Type.Integer()),
  max_digits: Type.Optional(Type.Integer({ default: 15 })),
  pin: Type.Optional(Type.String({ default: '' })),
  preconnect_audio: Type.Optional(Words(['dialtone', 'ringing'], { default: 'dialtone' })),
  retries: Type.Optional(Type.Integer({ default: 3 })),
  ring_repeat_count: Type.Optional(Type.Integer({ default: 1 })),
  skip_module: Type.Optional(Type.Boolean()),
  use_account_caller_id: Type.Optional(Type.Boolean()),
})

export type CallflowDisa = Type.Static<typeof CallflowDisa>
