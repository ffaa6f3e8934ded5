import Type from 'typebox'

/** An action that shows how actions are made. */
export const CallflowSkel = Type.Object({
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowSkel = Type.Static<typeof CallflowSkel>
