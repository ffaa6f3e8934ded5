import Type from 'typebox'

/** System-wide settings of `registrar`. */
export const SystemConfigRegistrar = Type.Object({
  device_enabled_default: Type.Optional(Type.Boolean({ default: true })),
  listeners: Type.Optional(Type.Integer({ default: 1 })),
  owner_enabled_default: Type.Optional(Type.Boolean({ default: true })),
  use_aggregate: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigRegistrar = Type.Static<typeof SystemConfigRegistrar>
