import Type from 'typebox'

/** Does nothing. */
export const CallflowNoop = Type.Object({
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowNoop = Type.Static<typeof CallflowNoop>
