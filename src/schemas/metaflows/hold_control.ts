import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Puts the call on hold or takes it back. */
export const MetaflowHoldControl = Type.Object({
  action: Type.Optional(Words(['hold', 'unhold', 'toggle'], { default: 'toggle' })),
})

export type MetaflowHoldControl = Type.Static<typeof MetaflowHoldControl>
