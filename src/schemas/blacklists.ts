import Type from 'typebox'
import { AnyObject } from './keywords.ts'

/** Numbers whose calls are refused. */
export const Blacklist = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 128, support_level: 'supported' }),
  flags: Type.Optional(Type.Array(Type.String(), { support_level: 'supported' })),
  numbers: Type.Optional(AnyObject({ properties: {}, default: {}, support_level: 'supported' })),
  should_block_anonymous: Type.Optional(Type.Boolean({ support_level: 'supported' })),
})

export type Blacklist = Type.Static<typeof Blacklist>
