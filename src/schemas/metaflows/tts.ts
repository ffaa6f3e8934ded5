import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Reads a text aloud. */
export const MetaflowTts = Type.Object({
  engine: Type.Optional(Type.String({ default: 'flite' })),
  language: Type.Optional(Type.String()),
  leg: Type.Optional(Type.String({ default: 'self' })),
  terminators: Type.Optional(
    Type.Array(Words(['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']), {
      default: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'],
    }),
  ),
  text: Type.Optional(Type.String()),
  voice: Type.Optional(Type.String({ default: 'female' })),
})

export type MetaflowTts = Type.Static<typeof MetaflowTts>
