import Type from 'typebox'
import { Fields } from './keywords.ts'

/** A caller ID or PIN that may call through the account (calling card platform). */
export const Cccp = Fields({
  active: Type.Optional(Type.Boolean({ default: false })),
  cid: Type.Optional(Type.String()),
  comment: Type.Optional(Type.String()),
  max_concurent_calls_per_user: Type.Optional(Type.Integer()),
  pin: Type.Optional(Type.String()),
  retain_cid: Type.Optional(Type.Boolean()),
  user_id: Type.Optional(Type.String({ minLength: 32, maxLength: 32 })),
})

export type Cccp = Type.Static<typeof Cccp>
