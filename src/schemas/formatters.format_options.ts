import Type from 'typebox'
import { Words } from './keywords.ts'

/** One change of a number or header. */
export const FormattersFormatOptions = Type.Object({
  direction: Type.Optional(Words(['inbound', 'outbound', 'both'])),
  match_invite_format: Type.Optional(Type.Boolean()),
  prefix: Type.Optional(Type.String()),
  regex: Type.Optional(Type.String({ format: 'regex' })),
  strip: Type.Optional(Type.Boolean()),
  suffix: Type.Optional(Type.String()),
  value: Type.Optional(Type.String()),
})

export type FormattersFormatOptions = Type.Static<typeof FormattersFormatOptions>
