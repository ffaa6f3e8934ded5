import Type from 'typebox'

/** System-wide settings of `webhooks`. */
export const SystemConfigWebhooks = Type.Object({
  attempt_failure_count: Type.Optional(Type.Integer({ default: 6 })),
  attempt_failure_expiry_ms: Type.Optional(Type.Integer({ default: 60000 })),
  connect_timeout_ms: Type.Optional(Type.Integer({ default: 10000 })),
  disable_disabler: Type.Optional(Type.Boolean({ default: false })),
  log_successful_attempts: Type.Optional(Type.Boolean({ default: false })),
  object_types: Type.Optional(Type.Array(Type.String())),
})

export type SystemConfigWebhooks = Type.Static<typeof SystemConfigWebhooks>
