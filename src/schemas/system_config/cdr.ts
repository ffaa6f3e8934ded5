import Type from 'typebox'

/** System-wide settings of `cdr`. */
export const SystemConfigCdr = Type.Object({
  ignore_apps: Type.Optional(Type.Array(Type.String(), { default: ['milliwatt'] })),
  ignore_loopback_bowout: Type.Optional(Type.Boolean({ default: true })),
  refresh_view_enabled: Type.Optional(Type.Boolean({ default: false })),
  refresh_view_threshold: Type.Optional(Type.Integer({ default: 10 })),
  refresh_view_timeout: Type.Optional(Type.Integer({ default: 900 })),
  store_anonymous: Type.Optional(Type.Boolean({ default: false })),
  v3_migrate_num_months: Type.Optional(Type.Integer({ default: 4 })),
})

export type SystemConfigCdr = Type.Static<typeof SystemConfigCdr>
