import Type from 'typebox'
import { Ref } from '../keywords.ts'
import type { CallflowAction } from '../callflows/action.ts'

/** Runs a callflow. */
export const MetaflowCallflow = Type.Object({
  id: Type.Optional(Type.String()),
  captures: Type.Optional(Type.String()),
  collected: Type.Optional(Type.String()),
  flow: Type.Optional(Ref<CallflowAction>('callflows.action', { type: 'object' })),
})

export type MetaflowCallflow = Type.Static<typeof MetaflowCallflow>
