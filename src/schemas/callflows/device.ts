import Type from 'typebox'
import { AnyObject, Words } from '../keywords.ts'

/** Rings a device. */
export const CallflowDevice = Type.Object({
  id: Type.Optional(Type.String()),
  can_call_self: Type.Optional(Type.Boolean({ support_level: 'supported' })),
  can_text_self: Type.Optional(Type.Boolean({ support_level: 'alpha' })),
  custom_sip_headers: Type.Optional(AnyObject()),
  delay: Type.Optional(Type.Integer({ default: 0 })),
  dial_strategy: Type.Optional(Words(['simultaneous', 'single'], { default: 'simultaneous' })),
  skip_module: Type.Optional(Type.Boolean()),
  static_invite: Type.Optional(Type.String()),
  suppress_clid: Type.Optional(Type.Boolean()),
  timeout: Type.Optional(Type.Integer({ default: 0 })),
})

export type CallflowDevice = Type.Static<typeof CallflowDevice>
