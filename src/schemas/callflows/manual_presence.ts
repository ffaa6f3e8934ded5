import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Sets a presence state. */
export const CallflowManualPresence = Type.Object({
  presence_id: Type.String(),
  skip_module: Type.Optional(Type.Boolean()),
  status: Type.Optional(Words(['idle', 'ringing', 'busy'], { default: 'idle' })),
})

export type CallflowManualPresence = Type.Static<typeof CallflowManualPresence>
