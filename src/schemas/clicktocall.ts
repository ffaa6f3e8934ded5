import Type from 'typebox'
import { Matching, OneOf, Words } from './keywords.ts'
import { sipHeaders } from './parts/sip-headers.ts'

/** A link that makes the system call a visitor and connect a destination. */
export const Clicktocall = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 128 }),
  extension: Type.String(),
  auth_required: Type.Optional(Type.Boolean({ default: true })),
  bypass_media: Type.Optional(OneOf([Type.Boolean(), Words(['auto', 'false', 'true'])])),
  caller_id_number: Type.Optional(Type.String()),
  custom_application_vars: Type.Optional(Matching({ '[a-zA-Z0-9\\-_]+': Type.String() }, { default: {} })),
  custom_sip_headers: Type.Optional(sipHeaders()),
  dial_first: Type.Optional(Words(['extension', 'contact'])),
  media: Type.Optional(Type.Object({ ignore_early_media: Type.Optional(Type.Boolean()) })),
  music_on_hold: Type.Optional(Type.Object({ media_id: Type.Optional(Type.String({ maxLength: 2048 })) })),
  outbound_callee_id_name: Type.Optional(Type.String()),
  outbound_callee_id_number: Type.Optional(Type.String()),
  presence_id: Type.Optional(Type.String({ support_level: 'supported' })),
  ringback: Type.Optional(Type.String()),
  throttle: Type.Optional(Type.Integer()),
  timeout: Type.Optional(Type.Integer()),
  whitelist: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
})

export type Clicktocall = Type.Static<typeof Clicktocall>
