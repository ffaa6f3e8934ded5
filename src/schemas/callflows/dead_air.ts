import Type from 'typebox'

/** Keeps the line silent. */
export const CallflowDeadAir = Type.Object({
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowDeadAir = Type.Static<typeof CallflowDeadAir>
