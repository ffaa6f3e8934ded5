import Type from 'typebox'

/** System-wide settings of `number_manager.dash_e911`. */
export const SystemConfigNumberManagerDashE911 = Type.Object({
  auth_password: Type.Optional(Type.String({ default: '' })),
  auth_username: Type.Optional(Type.String({ default: '' })),
  debug: Type.Optional(Type.Boolean({ default: false })),
  emergency_provisioning_url: Type.Optional(
    Type.String({ default: 'https://service.dashcs.com/dash-api/xml/emergencyprovisioning/v1' }),
  ),
})

export type SystemConfigNumberManagerDashE911 = Type.Static<typeof SystemConfigNumberManagerDashE911>
