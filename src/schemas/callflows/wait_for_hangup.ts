import Type from 'typebox'

/** Waits until the caller hangs up. */
export const CallflowWaitForHangup = Type.Object({
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowWaitForHangup = Type.Static<typeof CallflowWaitForHangup>
