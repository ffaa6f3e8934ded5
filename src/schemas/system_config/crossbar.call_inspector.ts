import Type from 'typebox'

/** System-wide settings of `crossbar.call_inspector`. */
export const SystemConfigCrossbarCallInspector = Type.Object({
  maximum_bulk: Type.Optional(Type.Integer({ minimum: 1, default: 50 })),
})

export type SystemConfigCrossbarCallInspector = Type.Static<typeof SystemConfigCrossbarCallInspector>
