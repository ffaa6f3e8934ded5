import Type from 'typebox'

/** Hangs up. */
export const MetaflowHangup = Type.Object({})

export type MetaflowHangup = Type.Static<typeof MetaflowHangup>
