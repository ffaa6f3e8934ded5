import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Sets a variable of the channel. */
export const CallflowSetVariable = Type.Object({
  channel: Type.Optional(Words(['a', 'both'], { default: 'a' })),
  skip_module: Type.Optional(Type.Boolean()),
  value: Type.Optional(Type.String()),
  variable: Type.Optional(Type.String()),
})

export type CallflowSetVariable = Type.Static<typeof CallflowSetVariable>
