import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Plays a sound. */
export const MetaflowPlay = Type.Object({
  id: Type.Optional(Type.String()),
  leg: Type.Optional(Words(['self', 'peer', 'both'], { default: 'both' })),
})

export type MetaflowPlay = Type.Static<typeof MetaflowPlay>
