import Type from 'typebox'

/** System-wide settings of `crossbar.accounts`. */
export const SystemConfigCrossbarAccounts = Type.Object({
  account_realm_suffix: Type.Optional(Type.String({ default: 'sip.2600hz.com' })),
  allow_move: Type.Optional(Type.String({ default: 'superduper_admin' })),
  allow_sibling_listing: Type.Optional(Type.Boolean({ default: true })),
  default_parent: Type.Optional(Type.String({ default: '' })),
  ensure_unique_name: Type.Optional(Type.Boolean({ default: true })),
  expose_api_key: Type.Optional(Type.Boolean({ default: false })),
  new_account_notify_delay_s: Type.Optional(Type.Integer({ default: 30 })),
  random_realm_strength: Type.Optional(Type.Integer({ default: 3 })),
  trial_time: Type.Optional(Type.Integer({ default: 1209600 })),
})

export type SystemConfigCrossbarAccounts = Type.Static<typeof SystemConfigCrossbarAccounts>
