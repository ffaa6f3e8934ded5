import Type from 'typebox'

/** System-wide settings of `crossbar.cdrs`. */
export const SystemConfigCrossbarCdrs = Type.Object({
  cdr_stale_view: Type.Optional(Type.Boolean({ default: false })),
  maximum_bulk: Type.Optional(Type.Integer({ minimum: 1, default: 50 })),
  maximum_range: Type.Optional(Type.Integer({ minimum: 1, default: 2682000 })),
  should_filter_empty_strings: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigCrossbarCdrs = Type.Static<typeof SystemConfigCrossbarCdrs>
