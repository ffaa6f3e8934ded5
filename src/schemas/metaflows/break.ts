import Type from 'typebox'

/** Stops what is playing. */
export const MetaflowBreak = Type.Object({})

export type MetaflowBreak = Type.Static<typeof MetaflowBreak>
