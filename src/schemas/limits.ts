import Type from 'typebox'

/** Trunks and credit limits of an account. */
export const Limits = Type.Object({
  allow_prepay: Type.Optional(Type.Boolean({ default: true, support_level: 'supported' })),
  authz_resource_types: Type.Optional(Type.Array(Type.String(), { default: [], support_level: 'beta' })),
  burst_trunks: Type.Optional(Type.Integer({ minimum: 0, support_level: 'beta' })),
  calls: Type.Optional(Type.Integer({ minimum: 0, support_level: 'beta' })),
  inbound_trunks: Type.Optional(Type.Integer({ minimum: 0, support_level: 'supported' })),
  outbound_trunks: Type.Optional(Type.Integer({ minimum: 0, support_level: 'supported' })),
  resource_consuming_calls: Type.Optional(Type.Integer({ minimum: 0, support_level: 'beta' })),
  twoway_trunks: Type.Optional(Type.Integer({ minimum: 0, support_level: 'beta' })),
})

export type Limits = Type.Static<typeof Limits>
