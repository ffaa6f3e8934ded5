import Type from 'typebox'
import { Fields } from '../keywords.ts'

/** Settings of `conferences` that an account may set for itself. */
export const AccountConfigConferences = Type.Object({
  controls: Type.Optional(
    Fields({
      default: Type.Optional(
        Type.Array(
          Type.Object({
            action: Type.Optional(Type.String()),
            digits: Type.Optional(Type.String()),
          }),
        ),
      ),
      page: Type.Optional(
        Type.Array(
          Type.Object({
            action: Type.Optional(Type.String()),
            digits: Type.Optional(Type.String()),
          }),
        ),
      ),
    }),
  ),
  entry_tone: Type.Optional(
    Type.String({ default: 'tone_stream://v=-7;>=2;+=.1;%(300,0,523,659);v=-7;>=3;+=.1;%(800,0,659,783)' }),
  ),
  exit_tone: Type.Optional(
    Type.String({ default: 'tone_stream://v=-7;>=2;+=.1;%(300,0,523,440);v=-7;>=3;+=.1;%(800,0,349,440)' }),
  ),
  moderator_entry_tone: Type.Optional(
    Type.String({ default: 'tone_stream://v=-7;>=2;+=.1;%(300,0,523,659);v=-7;>=3;+=.1;%(800,0,659,783)' }),
  ),
  moderator_exit_tone: Type.Optional(
    Type.String({ default: 'tone_stream://v=-7;>=2;+=.1;%(300,0,523,440);v=-7;>=3;+=.1;%(800,0,349,440)' }),
  ),
  number_timeout: Type.Optional(Type.Integer({ default: 5000 })),
  pin_timeout: Type.Optional(Type.Integer({ default: 5000 })),
  support_name_announcement: Type.Optional(Type.Boolean({ default: true })),
})

export type AccountConfigConferences = Type.Static<typeof AccountConfigConferences>
