import Type from 'typebox'
import { Ref } from '../keywords.ts'
import type { VoicemailKeys } from '../voicemail_keys.ts'

/** System-wide settings of `keys`. */
export const SystemConfigKeys = Type.Object({
  voicemail: Type.Optional(Ref<VoicemailKeys>('voicemail_keys')),
})

export type SystemConfigKeys = Type.Static<typeof SystemConfigKeys>
