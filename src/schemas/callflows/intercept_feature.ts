import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Takes over a call of what is dialled behind a feature code. */
export const CallflowInterceptFeature = Type.Object({
  approved_device_id: Type.Optional(Type.String()),
  approved_group_id: Type.Optional(Type.String()),
  approved_user_id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
  type: Type.Optional(Words(['user', 'device', 'extension'])),
})

export type CallflowInterceptFeature = Type.Static<typeof CallflowInterceptFeature>
