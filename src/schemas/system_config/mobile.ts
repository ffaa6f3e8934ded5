import Type from 'typebox'

/** System-wide settings of `mobile`. */
export const SystemConfigMobile = Type.Object({
  url: Type.Optional(Type.String()),
})

export type SystemConfigMobile = Type.Static<typeof SystemConfigMobile>
