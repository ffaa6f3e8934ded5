import Type from 'typebox'
import { Fields } from '../keywords.ts'

/** Settings of `media` that an account may set for itself. */
export const AccountConfigMedia = Type.Object({
  call_recording: Type.Optional(
    Fields({
      extension: Type.Optional(Type.String({ default: 'mp3' })),
      storage_retry_times: Type.Optional(Type.Integer({ default: 5 })),
      workers: Type.Optional(Type.Integer({ default: 1 })),
    }),
  ),
})

export type AccountConfigMedia = Type.Static<typeof AccountConfigMedia>
