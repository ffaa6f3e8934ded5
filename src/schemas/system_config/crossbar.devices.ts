import Type from 'typebox'

/** System-wide settings of `crossbar.devices`. */
export const SystemConfigCrossbarDevices = Type.Object({
  allow_aggregates: Type.Optional(Type.Boolean({ default: true })),
  provisioner_host: Type.Optional(Type.String()),
  provisioner_referer: Type.Optional(Type.String()),
  provisioning_host: Type.Optional(Type.String()),
  provisioning_referer: Type.Optional(Type.String()),
  provisioning_type: Type.Optional(Type.String()),
  provisioning_url: Type.Optional(Type.String()),
})

export type SystemConfigCrossbarDevices = Type.Static<typeof SystemConfigCrossbarDevices>
