import Type from 'typebox'

/** System-wide settings of `mobile_manager`. */
export const SystemConfigMobileManager = Type.Object({
  url: Type.Optional(Type.String()),
})

export type SystemConfigMobileManager = Type.Static<typeof SystemConfigMobileManager>
