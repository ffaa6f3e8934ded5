import Type from 'typebox'

/** System-wide settings of `braintree`. */
export const SystemConfigBraintree = Type.Object({
  client_token_version: Type.Optional(Type.String({ default: '2' })),
  debug: Type.Optional(Type.Boolean({ default: false })),
  default_environment: Type.Optional(Type.String({ default: '' })),
  default_merchant_id: Type.Optional(Type.String({ default: '' })),
  default_private_key: Type.Optional(Type.String({ default: '' })),
  default_public_key: Type.Optional(Type.String({ default: '' })),
  max_amount: Type.Optional(Type.Number({ default: 200 })),
  min_amount: Type.Optional(Type.Number({ default: 5 })),
  should_prorate: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigBraintree = Type.Static<typeof SystemConfigBraintree>
