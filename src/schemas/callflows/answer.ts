import Type from 'typebox'

/** Answers the call. */
export const CallflowAnswer = Type.Object({
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowAnswer = Type.Static<typeof CallflowAnswer>
