import Type from 'typebox'

/** Branches by whether the caller is on a list. */
export const CallflowCidlistmatch = Type.Object({
  id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowCidlistmatch = Type.Static<typeof CallflowCidlistmatch>
