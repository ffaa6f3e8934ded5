import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Takes over the call. */
export const MetaflowIntercept = Type.Object({
  auto_answer: Type.Optional(Type.Boolean({ default: false })),
  can_call_self: Type.Optional(Type.Boolean({ default: true })),
  target_id: Type.Optional(Type.String()),
  target_type: Type.Optional(Words(['device', 'user', 'number'])),
  unbridged_only: Type.Optional(Type.Boolean({ default: true })),
})

export type MetaflowIntercept = Type.Static<typeof MetaflowIntercept>
