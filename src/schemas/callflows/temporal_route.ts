import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Branches by time, and switches temporal rules. */
export const CallflowTemporalRoute = Type.Object({
  action: Type.Optional(Words(['menu', 'enable', 'disable', 'reset'])),
  interdigit_timeout: Type.Optional(Type.Integer()),
  rule_set: Type.Optional(Type.String()),
  rules: Type.Optional(Type.Array(Type.String(), { default: [] })),
  skip_module: Type.Optional(Type.Boolean()),
  timezone: Type.Optional(Type.String()),
})

export type CallflowTemporalRoute = Type.Static<typeof CallflowTemporalRoute>
