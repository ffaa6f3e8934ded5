import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Switches the caller's call waiting. */
export const CallflowCallWaiting = Type.Object({
  action: Type.Optional(Words(['activate', 'deactivate', 'toggle'], { default: 'toggle' })),
  scope: Type.Optional(Words(['device', 'user'], { default: 'device' })),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowCallWaiting = Type.Static<typeof CallflowCallWaiting>
