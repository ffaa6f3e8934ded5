import Type from 'typebox'

/** System-wide settings of `crossbar.alerts`. */
export const SystemConfigCrossbarAlerts = Type.Object({
  check_financials: Type.Optional(Type.Boolean({ default: true })),
  check_low_balance: Type.Optional(Type.Boolean({ default: true })),
  check_payment_token: Type.Optional(Type.Boolean({ default: true })),
  check_port_action_required: Type.Optional(Type.Boolean({ default: true })),
  check_port_requests: Type.Optional(Type.Boolean({ default: true })),
  check_port_suspended: Type.Optional(Type.Boolean({ default: true })),
  check_system_alerts: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigCrossbarAlerts = Type.Static<typeof SystemConfigCrossbarAlerts>
