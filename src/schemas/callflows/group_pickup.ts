import Type from 'typebox'

/** Picks up a call that rings elsewhere in a group. */
export const CallflowGroupPickup = Type.Object({
  approved_device_id: Type.Optional(Type.String()),
  approved_group_id: Type.Optional(Type.String()),
  approved_user_id: Type.Optional(Type.String()),
  device_id: Type.Optional(Type.String()),
  group_id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
  user_id: Type.Optional(Type.String()),
})

export type CallflowGroupPickup = Type.Static<typeof CallflowGroupPickup>
