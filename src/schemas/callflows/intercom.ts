import Type from 'typebox'

/** Calls with the speaker answering by itself. */
export const CallflowIntercom = Type.Object({
  barge_calls: Type.Optional(Type.Boolean()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowIntercom = Type.Static<typeof CallflowIntercom>
