import Type from 'typebox'

/** System-wide settings of `crossbar.braintree`. */
export const SystemConfigCrossbarBraintree = Type.Object({
  max_account_credit: Type.Optional(Type.Number({ default: 500 })),
})

export type SystemConfigCrossbarBraintree = Type.Static<typeof SystemConfigCrossbarBraintree>
