import Type from 'typebox'

/** Takes over a call of a user or device. */
export const CallflowIntercept = Type.Object({
  approved_device_id: Type.Optional(Type.String()),
  approved_group_id: Type.Optional(Type.String()),
  approved_user_id: Type.Optional(Type.String()),
  device_id: Type.Optional(Type.String()),
  group_id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
  user_id: Type.Optional(Type.String()),
})

export type CallflowIntercept = Type.Static<typeof CallflowIntercept>
