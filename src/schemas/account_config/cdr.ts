import Type from 'typebox'

/** Settings of `cdr` that an account may set for itself. */
export const AccountConfigCdr = Type.Object({
  ignore_loopback_bowout: Type.Optional(Type.Boolean({ default: true })),
})

export type AccountConfigCdr = Type.Static<typeof AccountConfigCdr>
