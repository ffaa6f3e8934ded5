import Type from 'typebox'

/** Lets the caller spell a name. */
export const CallflowDirectory = Type.Object({
  id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowDirectory = Type.Static<typeof CallflowDirectory>
