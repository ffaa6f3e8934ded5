import Type from 'typebox'

/** System-wide settings of `number_manager.telnyx`. */
export const SystemConfigNumberManagerTelnyx = Type.Object({
  debug: Type.Optional(Type.Boolean({ default: false })),
  enable_provisioning: Type.Optional(Type.Boolean({ default: true })),
  monthly_recurring_cost: Type.Optional(Type.Number({ default: 1.0 })),
  sandbox_provisioning: Type.Optional(Type.Boolean({ default: false })),
  should_filter_rates: Type.Optional(Type.Boolean({ default: false })),
  should_keep_best_effort: Type.Optional(Type.Boolean({ default: false })),
  token: Type.Optional(Type.String()),
  upfront_cost: Type.Optional(Type.Number({ default: 1.0 })),
  user: Type.Optional(Type.String()),
})

export type SystemConfigNumberManagerTelnyx = Type.Static<typeof SystemConfigNumberManagerTelnyx>
