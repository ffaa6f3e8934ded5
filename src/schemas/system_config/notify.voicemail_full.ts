import Type from 'typebox'
import { OneOf } from '../keywords.ts'

/** System-wide settings of `notify.voicemail_full`. */
export const SystemConfigNotifyVoicemailFull = Type.Object({
  default_enabled: Type.Optional(Type.Boolean({ default: false })),
  default_to: Type.Optional(
    OneOf([Type.Array(Type.String({ format: 'email' })), Type.String({ format: 'email' })]),
  ),
})

export type SystemConfigNotifyVoicemailFull = Type.Static<typeof SystemConfigNotifyVoicemailFull>
