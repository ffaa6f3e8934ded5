import Type from 'typebox'

/** Branches by the average waiting time of a queue. */
export const CallflowAcdcWaitTime = Type.Object({
  id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
  window: Type.Optional(Type.Integer()),
})

export type CallflowAcdcWaitTime = Type.Static<typeof CallflowAcdcWaitTime>
