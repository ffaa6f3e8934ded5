import Type from 'typebox'

/** System-wide settings of `tasks.bill_early`. */
export const SystemConfigTasksBillEarly = Type.Object({
  bill_early_enabled: Type.Optional(Type.Boolean({ default: false })),
  how_many_early_days: Type.Optional(Type.Integer({ default: 5 })),
  reminder_enabled: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigTasksBillEarly = Type.Static<typeof SystemConfigTasksBillEarly>
