import Type from 'typebox'

/** Listens in on a call of a user or device. */
export const CallflowEavesdrop = Type.Object({
  approved_device_id: Type.Optional(Type.String()),
  approved_group_id: Type.Optional(Type.String()),
  approved_user_id: Type.Optional(Type.String()),
  device_id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
  user_id: Type.Optional(Type.String()),
})

export type CallflowEavesdrop = Type.Static<typeof CallflowEavesdrop>
