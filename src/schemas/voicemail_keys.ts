import Type from 'typebox'
import { Fields, Ref } from './keywords.ts'
import type { VoicemailKeysDtmfKey } from './voicemail_keys.dtmf_key.ts'

/** Which key does what while messages are heard. */
export const VoicemailKeys = Fields({
  configure: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  continue: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  delete: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  exit: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  fastforward: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  hear_new: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  hear_saved: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  keep: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  listen: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  login: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  next: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  operator: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  prev: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  rec_name: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  rec_unavailable: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  record: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  replay: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  return_main: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  rewind: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  save: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
  set_pin: Type.Optional(Ref<VoicemailKeysDtmfKey>('voicemail_keys.dtmf_key')),
})

export type VoicemailKeys = Type.Static<typeof VoicemailKeys>
