import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Changes how loud a party is heard. */
export const MetaflowAudioLevel = Type.Object({
  action: Type.Optional(Words(['start', 'stop'])),
  level: Type.Optional(Type.Integer({ minimum: -4, maximum: 4 })),
  mode: Type.Optional(Words(['read', 'write'])),
})

export type MetaflowAudioLevel = Type.Static<typeof MetaflowAudioLevel>
