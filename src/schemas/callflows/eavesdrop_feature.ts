import Type from 'typebox'

/** Listens in on the extension dialled behind a feature code. */
export const CallflowEavesdropFeature = Type.Object({
  approved_device_id: Type.Optional(Type.String()),
  approved_group_id: Type.Optional(Type.String()),
  approved_user_id: Type.Optional(Type.String()),
  group_id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowEavesdropFeature = Type.Static<typeof CallflowEavesdropFeature>
