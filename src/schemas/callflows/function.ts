import Type from 'typebox'

/** Lets a function decide. */
export const CallflowFunction = Type.Object({
  id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowFunction = Type.Static<typeof CallflowFunction>
