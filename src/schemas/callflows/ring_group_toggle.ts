import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Joins or leaves a ring group. */
export const CallflowRingGroupToggle = Type.Object({
  action: Words(['login', 'logout']),
  callflow_id: Type.String(),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowRingGroupToggle = Type.Static<typeof CallflowRingGroupToggle>
