import Type from 'typebox'

/** System-wide settings of `crossbar.voicemail`. */
export const SystemConfigCrossbarVoicemail = Type.Object({
  normalization_format: Type.Optional(Type.String({ default: 'mp3' })),
  normalize_media: Type.Optional(Type.Boolean({ default: false })),
  transcribe_format: Type.Optional(Type.String()),
})

export type SystemConfigCrossbarVoicemail = Type.Static<typeof SystemConfigCrossbarVoicemail>
