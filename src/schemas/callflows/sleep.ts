import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Waits. */
export const CallflowSleep = Type.Object({
  duration: Type.Optional(Type.Integer({ minimum: 0, maximum: 86400000, default: 0 })),
  skip_module: Type.Optional(Type.Boolean()),
  unit: Type.Optional(Words(['ms', 's', 'm', 'h'], { default: 's' })),
})

export type CallflowSleep = Type.Static<typeof CallflowSleep>
