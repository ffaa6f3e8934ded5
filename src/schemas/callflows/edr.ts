import Type from 'typebox'

/** Notes an event in the event data records. */
export const CallflowEdr = Type.Object({
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowEdr = Type.Static<typeof CallflowEdr>
