import Type from 'typebox'

/** System-wide settings of `teletype`. */
export const SystemConfigTeletype = Type.Object({
  iterate_over_bcc: Type.Optional(Type.Boolean({ default: true })),
  notice_enabled_by_default: Type.Optional(Type.Boolean({ default: true })),
  render_farm_workers: Type.Optional(Type.Integer({ default: 50 })),
})

export type SystemConfigTeletype = Type.Static<typeof SystemConfigTeletype>
