import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Says something. */
export const MetaflowSay = Type.Object({
  gender: Type.Optional(Words(['feminine', 'masculine', 'neuter'])),
  language: Type.Optional(Type.String()),
  method: Type.Optional(Words(['pronounced', 'iterated', 'counted'])),
  text: Type.Optional(Type.String()),
  type: Type.Optional(
    Words([
      'account_number',
      'currency',
      'current_date',
      'current_date_time',
      'current_time',
      'email_address',
      'ip_address',
      'items',
      'messages',
      'name_phonetic',
      'name_spelled',
      'number',
      'persons',
      'postal_address',
      'short_date_time',
      'telephone_extension',
      'telephone_number',
      'time_measurement',
      'url',
    ]),
  ),
})

export type MetaflowSay = Type.Static<typeof MetaflowSay>
