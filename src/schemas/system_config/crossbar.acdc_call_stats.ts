import Type from 'typebox'

/** System-wide settings of `crossbar.acdc_call_stats`. */
export const SystemConfigCrossbarAcdcCallStats = Type.Object({
  maximum_bulk: Type.Optional(Type.Integer({ minimum: 1, default: 50 })),
  maximum_range: Type.Optional(Type.Integer({ default: 2682000 })),
})

export type SystemConfigCrossbarAcdcCallStats = Type.Static<typeof SystemConfigCrossbarAcdcCallStats>
