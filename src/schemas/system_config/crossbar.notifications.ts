import Type from 'typebox'

/** System-wide settings of `crossbar.notifications`. */
export const SystemConfigCrossbarNotifications = Type.Object({
  inherit_default_values: Type.Optional(Type.Boolean({ default: false })),
  notification_timeout_ms: Type.Optional(Type.Integer({ default: 5000 })),
})

export type SystemConfigCrossbarNotifications = Type.Static<typeof SystemConfigCrossbarNotifications>
