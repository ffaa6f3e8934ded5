import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Transfers the call. */
export const MetaflowTransfer = Type.Object({
  captures: Type.Optional(Type.Array(Type.String(), { default: ['no_match'] })),
  leg: Type.Optional(Type.String()),
  target: Type.Optional(Type.String()),
  timeout: Type.Optional(Type.Integer()),
  transfer_type: Type.Optional(Words(['attended', 'blind'], { default: 'blind' })),
})

export type MetaflowTransfer = Type.Static<typeof MetaflowTransfer>
