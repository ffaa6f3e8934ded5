import Type from 'typebox'

/** Puts the caller into a queue. */
export const CallflowAcdcMember = Type.Object({
  id: Type.Optional(Type.String()),
  priority: Type.Optional(Type.Integer()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowAcdcMember = Type.Static<typeof CallflowAcdcMember>
