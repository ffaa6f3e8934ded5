import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Something said within an audio macro. */
export const CallflowAudioMacroSay = Type.Object({
  gender: Type.Optional(Words(['masculine', 'feminine', 'neuter'])),
  language: Type.Optional(Type.String()),
  method: Type.Optional(Words(['none', 'pronounced', 'iterated', 'counted'])),
  terminators: Type.Optional(
    Type.Array(Type.String(), { default: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] }),
  ),
  text: Type.Optional(Type.String()),
  type: Type.Optional(
    Words([
      'number',
      'items',
      'persons',
      'messages',
      'currency',
      'time_measurement',
      'current_date',
      'current_time',
      'current_date_time',
      'telephone_number',
      'telephone_extension',
      'url',
      'ip_address',
      'e-mail_address',
      'postal_address',
      'account_number',
      'name_spelled',
      'name_phonetic',
      'short_date_time',
    ]),
  ),
})

export type CallflowAudioMacroSay = Type.Static<typeof CallflowAudioMacroSay>
