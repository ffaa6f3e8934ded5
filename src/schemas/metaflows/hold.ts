import Type from 'typebox'

/** Puts the call on hold. */
export const MetaflowHold = Type.Object({
  moh_aleg: Type.Optional(Type.String()),
  moh_bleg: Type.Optional(Type.String()),
  unhold_key: Type.Optional(Type.String({ default: '1' })),
})

export type MetaflowHold = Type.Static<typeof MetaflowHold>
