import Type from 'typebox'

/** System-wide settings of `system_data`. */
export const SystemConfigSystemData = Type.Object({
  allow_validation_overrides: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigSystemData = Type.Static<typeof SystemConfigSystemData>
