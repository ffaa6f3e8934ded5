import Type from 'typebox'

/** Looks the caller's name up in lists. */
export const CallflowLookupcidname = Type.Object({
  lists: Type.Array(Type.String(), { default: [] }),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowLookupcidname = Type.Static<typeof CallflowLookupcidname>
