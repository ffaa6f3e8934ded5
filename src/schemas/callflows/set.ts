import Type from 'typebox'

/** Sets variables for the actions that follow. */
export const CallflowSet = Type.Object({
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowSet = Type.Static<typeof CallflowSet>
