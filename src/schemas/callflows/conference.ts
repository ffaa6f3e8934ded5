import Type from 'typebox'
import { OneOf, Ref } from '../keywords.ts'
import type { Conference } from '../conferences.ts'

/** Joins a conference. */
export const CallflowConference = Type.Object({
  id: Type.Optional(Type.String({ minLength: 32, maxLength: 32 })),
  config: Type.Optional(Ref<Conference>('conferences', { type: 'object' })),
  moderator: Type.Optional(Type.Boolean()),
  play_entry_tone: Type.Optional(OneOf([Type.Boolean(), Type.String()])),
  play_exit_tone: Type.Optional(OneOf([Type.Boolean(), Type.String()])),
  skip_module: Type.Optional(Type.Boolean()),
  welcome_prompt: Type.Optional(
    Type.Object({
      media_id: Type.Optional(Type.String()),
      play: Type.Optional(Type.Boolean({ default: true })),
    }),
  ),
})

export type CallflowConference = Type.Static<typeof CallflowConference>
