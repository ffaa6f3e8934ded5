import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `conferences`. */
export const SystemConfigConferences = Type.Object({
  bridge_password: Type.Optional(Type.String()),
  bridge_username: Type.Optional(Type.String()),
  controls: Type.Optional(
    Type.Object({
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
  participant_sanity_check_ms: Type.Optional(Type.Integer({ default: 60000 })),
  pin_timeout: Type.Optional(Type.Integer({ default: 5000 })),
  profiles: Type.Optional(
    Type.Object(
      {
        default: Type.Optional(
          AnyObject({
            default: {
              'alone-sound': 'prompt://system_media/conf-alone/en-us',
              'caller-controls': 'default',
              'comfort-noise': 1000,
              'deaf-sound': 'prompt://system_media/conf-deaf/en-us',
              'energy-level': 20,
              'enter-sound': 'tone_stream://v=-7;>=2;+=.1;%(300,0,523,659);v=-7;>=3;+=.1;%(800,0,659,783)',
              'exit-sound': 'tone_stream://v=-7;>=2;+=.1;%(300,0,523,440);v=-7;>=3;+=.1;%(800,0,349,440)',
              interval: 20,
              'locked-sound': 'prompt://system_media/conf-max_participants/en-us',
              'max-members-sound': 'prompt://system_media/conf-max_participants/en-us',
              'member-enter-sound': 'prompt://system_media/conf-joining_conference/en-us',
              'moderator-controls': 'default',
              'moh-sound': '$${hold_music}',
              'muted-sound': 'prompt://system_media/conf-muted/en-us',
              rate: 16000,
              'undeaf-sound': 'prompt://system_media/conf-undeaf/en-us',
              'unmuted-sound': 'prompt://system_media/conf-unmuted/en-us',
            },
          }),
        ),
        page: Type.Optional(
          AnyObject({
            default: {
              'caller-controls': 'paging',
              'comfort-noise': 1000,
              'energy-level': 20,
              'enter-sound': 'silence_stream://1',
              'exit-sound': 'silence_stream://1',
              interval: 20,
              'moh-sound': 'silence_stream://1',
              rate: 8000,
            },
          }),
        ),
      },
      { default: {} },
    ),
  ),
  review_name: Type.Optional(Type.Boolean({ default: false })),
  route_win_timeout: Type.Optional(Type.Integer({ default: 3000 })),
  support_name_announcement: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigConferences = Type.Static<typeof SystemConfigConferences>
