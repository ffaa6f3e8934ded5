import Type from 'typebox'

/** System-wide settings of `pivot`. */
export const SystemConfigPivot = Type.Object({
  request_timeout_ms: Type.Optional(Type.Integer({ default: 5000 })),
  tts_texts_size: Type.Optional(Type.Integer({ default: 4000 })),
})

export type SystemConfigPivot = Type.Static<typeof SystemConfigPivot>
