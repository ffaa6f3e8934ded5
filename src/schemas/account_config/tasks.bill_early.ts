import Type from 'typebox'

/** Settings of `tasks.bill_early` that an account may set for itself. */
export const AccountConfigTasksBillEarly = Type.Object({
  bill_early_enabled: Type.Optional(Type.Boolean({ default: false })),
  reminder_enabled: Type.Optional(Type.Boolean({ default: false })),
})

export type AccountConfigTasksBillEarly = Type.Static<typeof AccountConfigTasksBillEarly>
