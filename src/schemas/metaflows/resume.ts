import Type from 'typebox'

/** Goes on with the call. */
export const MetaflowResume = Type.Object({})

export type MetaflowResume = Type.Static<typeof MetaflowResume>
