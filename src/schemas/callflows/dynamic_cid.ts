import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Lets the caller choose the number to be shown. */
export const CallflowDynamicCid = Type.Object({
  id: Type.Optional(Type.String()),
  action: Type.Optional(Words(['list', 'lists', 'manual', 'static'])),
  caller_id: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String()),
      number: Type.Optional(Type.String()),
    }),
  ),
  enforce_call_restriction: Type.Optional(Type.Boolean({ default: true })),
  idx_name: Type.Optional(Type.String()),
  interdigit_timeout: Type.Optional(Type.Integer()),
  max_digits: Type.Optional(Type.Integer()),
  media_id: Type.Optional(Type.String()),
  min_digits: Type.Optional(Type.Integer()),
  permit_custom_callflow: Type.Optional(Type.Boolean({ default: false })),
  skip_module: Type.Optional(Type.Boolean()),
  whitelist_regex: Type.Optional(Type.String()),
})

export type CallflowDynamicCid = Type.Static<typeof CallflowDynamicCid>
