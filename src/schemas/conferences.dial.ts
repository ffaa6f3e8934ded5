import Type from 'typebox'
import { Fields, OneOf, Ref, Words } from './keywords.ts'
import type { Device } from './devices.ts'

/** Calls out of a running conference. */
export const ConferenceDial = Fields({
  endpoints: Type.Array(OneOf([Type.String(), Ref<Device>('devices')]), { minItems: 1 }),
  caller_id_name: Type.Optional(Type.String()),
  caller_id_number: Type.Optional(Type.String()),
  participant_flags: Type.Optional(
    Type.Array(
      Words([
        'mute',
        'deaf',
        'distribute_dtmf',
        'is_moderator',
        'disable_moh',
        'ghost',
        'join_existing',
        'video_mute',
      ]),
    ),
  ),
  profile_name: Type.Optional(Type.String()),
  target_call_id: Type.Optional(Type.String()),
  timeout: Type.Optional(Type.Integer({ minimum: 1 })),
})

export type ConferenceDial = Type.Static<typeof ConferenceDial>
