import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Changes the pitch of a voice. */
export const MetaflowSoundTouch = Type.Object({
  action: Type.Optional(Words(['start', 'stop'])),
  adjust_in_octaves: Type.Optional(Type.Number({ minimum: -1.0, maximum: 1.0, default: 0 })),
  adjust_in_semitones: Type.Optional(Type.Number({ minimum: -14.0, maximum: 14.0, default: 0 })),
  hook_dtmf: Type.Optional(Type.Boolean({ default: false })),
  pitch: Type.Optional(Type.Number({ minimum: 1.0, default: 1.0 })),
  rate: Type.Optional(Type.Number({ minimum: 1.0, default: 1.0 })),
  sending_leg: Type.Optional(Type.Boolean({ default: false })),
  tempo: Type.Optional(Type.Number({ minimum: 1.0, default: 1.0 })),
})

export type MetaflowSoundTouch = Type.Static<typeof MetaflowSoundTouch>
