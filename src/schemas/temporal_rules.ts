import Type from 'typebox'
import { Words } from './keywords.ts'

/** Times of day, days and holidays that routing depends on. */
export const TemporalRule = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 128, support_level: 'supported' }),
  enabled: Type.Optional(Type.Boolean()),
  cycle: Words(['date', 'daily', 'weekly', 'monthly', 'yearly'], { support_level: 'supported' }),
  days: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 31 }), { support_level: 'supported' })),
  flags: Type.Optional(Type.Array(Type.String(), { support_level: 'supported' })),
  interval: Type.Optional(Type.Integer({ minimum: 1, default: 1, support_level: 'supported' })),
  month: Type.Optional(Type.Integer({ minimum: 1, maximum: 12, support_level: 'supported' })),
  ordinal: Type.Optional(
    Words(['every', 'first', 'second', 'third', 'fourth', 'fifth', 'last'], { support_level: 'supported' }),
  ),
  start_date: Type.Optional(Type.Integer({ default: 62586115200, support_level: 'supported' })),
  time_window_start: Type.Optional(Type.Integer({ minimum: 0, maximum: 86400, support_level: 'supported' })),
  time_window_stop: Type.Optional(Type.Integer({ minimum: 0, maximum: 86400, support_level: 'supported' })),
  wdays: Type.Optional(
    Type.Array(
      Words(['monday', 'tuesday', 'wednesday', 'wensday', 'thursday', 'friday', 'saturday', 'sunday']),
      { support_level: 'supported' },
    ),
  ),
})

export type TemporalRule = Type.Static<typeof TemporalRule>
