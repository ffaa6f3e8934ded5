import Type from 'typebox'

/** Whether a second call may come in during a first. */
export const CallWaiting = Type.Object({
  enabled: Type.Optional(Type.Boolean()),
})

export type CallWaiting = Type.Static<typeof CallWaiting>
