import Type from 'typebox'

/** Hangs up. */
export const CallflowHangup = Type.Object({
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowHangup = Type.Static<typeof CallflowHangup>
