import Type from 'typebox'
import { Words } from './keywords.ts'

/** A dial-by-name directory. */
export const Directory = Type.Object({
  name: Type.String({ minLength: 1, support_level: 'supported' }),
  confirm_match: Type.Optional(Type.Boolean({ default: true, support_level: 'supported' })),
  flags: Type.Optional(Type.Array(Type.String(), { support_level: 'supported' })),
  max_dtmf: Type.Optional(Type.Integer({ minimum: 0, default: 0, support_level: 'supported' })),
  min_dtmf: Type.Optional(Type.Integer({ minimum: 1, default: 3, support_level: 'supported' })),
  search_fields: Type.Optional(Words(['first_name', 'last_name', 'both'])),
  sort_by: Type.Optional(
    Words(['first_name', 'last_name'], { default: 'last_name', support_level: 'supported' }),
  ),
  users: Type.Optional(Type.Array(Type.String(), { default: [], support_level: 'supported' })),
})

export type Directory = Type.Static<typeof Directory>
