import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Transfers a leg of the call. */
export const CallflowTransfer = Type.Object({
  captures: Type.Optional(Type.Array(Type.String(), { default: ['no_match'] })),
  leg: Type.Optional(Words(['self', 'bleg'])),
  skip_module: Type.Optional(Type.Boolean()),
  target: Type.Optional(Type.String()),
  transfer_type: Type.Optional(Words(['attended', 'blind'], { default: 'blind' })),
})

export type CallflowTransfer = Type.Static<typeof CallflowTransfer>
