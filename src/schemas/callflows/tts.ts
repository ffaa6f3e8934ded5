import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Reads a text aloud. */
export const CallflowTts = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 1000 }),
  endless_playback: Type.Optional(Type.Boolean()),
  engine: Type.Optional(Words(['flite', 'google', 'ispeech', 'voicefabric'])),
  language: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
  terminators: Type.Optional(
    Type.Array(Type.String(), { default: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] }),
  ),
  voice: Type.Optional(Type.String({ default: 'female' })),
})

export type CallflowTts = Type.Static<typeof CallflowTts>
