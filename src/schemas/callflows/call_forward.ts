import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Switches the caller's call forwarding. */
export const CallflowCallForward = Type.Object({
  action: Type.Optional(Words(['activate', 'deactivate', 'update', 'toggle', 'menu'])),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowCallForward = Type.Static<typeof CallflowCallForward>
