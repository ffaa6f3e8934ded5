import Type from 'typebox'

/** A document of the skeleton module, which shows how modules are made. */
export const Skel = Type.Object({})

export type Skel = Type.Static<typeof Skel>
