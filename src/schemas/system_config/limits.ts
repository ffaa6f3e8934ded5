import Type from 'typebox'

/** System-wide settings of `limits`. */
export const SystemConfigLimits = Type.Object({
  enabled: Type.Optional(Type.Boolean({ default: true, support_level: 'supported' })),
  allow_postpay: Type.Optional(Type.Boolean({ default: false, support_level: 'supported' })),
  allow_prepay: Type.Optional(Type.Boolean({ default: true, support_level: 'supported' })),
  authz_resource_types: Type.Optional(Type.Array(Type.String(), { default: [], support_level: 'beta' })),
  burst_trunks: Type.Optional(Type.Integer({ minimum: -1, default: 0, support_level: 'supported' })),
  calls: Type.Optional(Type.Integer({ minimum: 0, support_level: 'beta' })),
  inbound_trunks: Type.Optional(Type.Integer({ minimum: -1, default: 0, support_level: 'supported' })),
  max_postpay_ammount: Type.Optional(Type.Integer({ minimum: 0, default: 0, support_level: 'supported' })),
  outbound_trunks: Type.Optional(Type.Integer({ minimum: -1, default: 0, support_level: 'supported' })),
  reserve_ammount: Type.Optional(Type.Integer({ minimum: 0, default: 0, support_level: 'supported' })),
  resource_consuming_calls: Type.Optional(Type.Integer({ minimum: 0, support_level: 'beta' })),
  soft_limit_inbound: Type.Optional(Type.Boolean({ default: false, support_level: 'supported' })),
  soft_limit_outbound: Type.Optional(Type.Boolean({ default: false, support_level: 'supported' })),
  twoway_trunks: Type.Optional(Type.Integer({ minimum: -1, default: 0, support_level: 'supported' })),
})

export type SystemConfigLimits = Type.Static<typeof SystemConfigLimits>
