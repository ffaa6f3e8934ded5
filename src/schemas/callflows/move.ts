import Type from 'typebox'

/** Moves the caller's other call to this phone. */
export const CallflowMove = Type.Object({
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowMove = Type.Static<typeof CallflowMove>
