import Type from 'typebox'
import { Ref } from '../keywords.ts'
import type { VoicemailKeys } from '../voicemail_keys.ts'

/** Settings of `keys` that an account may set for itself. */
export const AccountConfigKeys = Type.Object({
  voicemail: Type.Optional(Ref<VoicemailKeys>('voicemail_keys')),
})

export type AccountConfigKeys = Type.Static<typeof AccountConfigKeys>
