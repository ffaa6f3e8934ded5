import Type from 'typebox'
import { AnyObject } from './keywords.ts'

/** Users and devices that act as one. */
export const Group = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 128, support_level: 'supported' }),
  endpoints: AnyObject({ default: {}, support_level: 'supported' }),
  flags: Type.Optional(Type.Array(Type.String(), { support_level: 'supported' })),
  music_on_hold: Type.Optional(
    Type.Object(
      { media_id: Type.Optional(Type.String({ maxLength: 128 })) },
      { default: {}, support_level: 'beta' },
    ),
  ),
})

export type Group = Type.Static<typeof Group>
