import Type from 'typebox'

/** System-wide settings of `notify.low_balance`. */
export const SystemConfigNotifyLowBalance = Type.Object({
  default_enabled: Type.Optional(Type.Boolean({ default: false })),
  threshold: Type.Optional(Type.Number({ default: 5.0 })),
})

export type SystemConfigNotifyLowBalance = Type.Static<typeof SystemConfigNotifyLowBalance>
