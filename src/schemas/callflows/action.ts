import Type from 'typebox'
import type { JsonObject } from '../../json.ts'
import { AnyObject, Matching, Ref } from '../keywords.ts'

/** One action of a callflow, and those that follow it. */
export const CallflowAction = Type.Object({
  data: AnyObject({ default: {}, 'kazoo-validation': true }),
  module: Type.String({ minLength: 1, maxLength: 64, 'kazoo-validation': true }),
  children: Type.Optional(Matching({ '.+': Ref<CallflowAction>('callflows.action') })),
})

export type CallflowAction = {
  module: string
  data?: JsonObject
  children?: Record<string, CallflowAction>
}
