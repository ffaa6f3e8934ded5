import Type from 'typebox'

/** System-wide settings of `alerts`. */
export const SystemConfigAlerts = Type.Object({
  enabled: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigAlerts = Type.Static<typeof SystemConfigAlerts>
