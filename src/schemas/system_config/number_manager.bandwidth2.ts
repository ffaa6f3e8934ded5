import Type from 'typebox'

/** System-wide settings of `number_manager.bandwidth2`. */
export const SystemConfigNumberManagerBandwidth2 = Type.Object({
  account_id: Type.Optional(Type.String({ default: '' })),
  api_password: Type.Optional(Type.String({ default: '' })),
  api_username: Type.Optional(Type.String({ default: '' })),
  debug: Type.Optional(Type.Boolean({ default: false })),
  enable_provisioning: Type.Optional(Type.Boolean({ default: true })),
  max_search_quantity: Type.Optional(Type.Integer({ minimum: 1, default: 500 })),
  order_name_prefix: Type.Optional(Type.String({ default: 'Kazoo' })),
  sandbox_provisioning: Type.Optional(Type.Boolean({ default: true })),
  sip_peer: Type.Optional(Type.String({ default: '' })),
  site_id: Type.Optional(Type.String({ default: '' })),
})

export type SystemConfigNumberManagerBandwidth2 = Type.Static<typeof SystemConfigNumberManagerBandwidth2>
