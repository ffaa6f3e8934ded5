import Type from 'typebox'
import { AnyObject, Words } from '../keywords.ts'

/** Rings the devices of a user. */
export const CallflowUser = Type.Object({
  id: Type.Optional(Type.String()),
  can_call_self: Type.Optional(Type.Boolean()),
  can_text_self: Type.Optional(Type.Boolean()),
  custom_sip_headers: Type.Optional(AnyObject()),
  delay: Type.Optional(Type.Integer({ default: 0 })),
  fail_on_single_reject: Type.Optional(Type.Boolean()),
  skip_module: Type.Optional(Type.Boolean()),
  static_invite: Type.Optional(Type.String()),
  strategy: Type.Optional(Words(['simultaneous', 'single'], { default: 'simultaneous' })),
  suppress_clid: Type.Optional(Type.Boolean()),
  timeout: Type.Optional(Type.Integer({ default: 20 })),
})

export type CallflowUser = Type.Static<typeof CallflowUser>
