import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Picks up a call that rings at what is dialled behind a feature code. */
export const CallflowGroupPickupFeature = Type.Object({
  type: Words(['group', 'user', 'device', 'extension'], { default: 'extension' }),
  approved_device_id: Type.Optional(Type.String()),
  approved_group_id: Type.Optional(Type.String()),
  approved_user_id: Type.Optional(Type.String()),
  device_id: Type.Optional(Type.String()),
  group_id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
  user_id: Type.Optional(Type.String()),
})

export type CallflowGroupPickupFeature = Type.Static<typeof CallflowGroupPickupFeature>
