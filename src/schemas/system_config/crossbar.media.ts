import Type from 'typebox'

/** System-wide settings of `crossbar.media`. */
export const SystemConfigCrossbarMedia = Type.Object({
  normalization_format: Type.Optional(Type.String({ default: 'mp3' })),
  normalize_media: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigCrossbarMedia = Type.Static<typeof SystemConfigCrossbarMedia>
