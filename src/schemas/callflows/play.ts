import Type from 'typebox'

/** Plays a sound. */
export const CallflowPlay = Type.Object({
  id: Type.Optional(Type.String()),
  answer: Type.Optional(Type.Boolean()),
  endless_playback: Type.Optional(Type.Boolean({ default: false })),
  loop_count: Type.Optional(Type.Integer({ minimum: 1 })),
  skip_module: Type.Optional(Type.Boolean()),
  terminators: Type.Optional(
    Type.Array(Type.String(), { default: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] }),
  ),
})

export type CallflowPlay = Type.Static<typeof CallflowPlay>
