import Type from 'typebox'

/** A tone within an audio macro. */
export const CallflowAudioMacroTone = Type.Object({
  duration_off: Type.Optional(Type.Integer()),
  duration_on: Type.Optional(Type.Integer()),
  frequencies: Type.Optional(Type.Array(Type.Integer())),
  repeat: Type.Optional(Type.Integer()),
  volume: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
})

export type CallflowAudioMacroTone = Type.Static<typeof CallflowAudioMacroTone>
