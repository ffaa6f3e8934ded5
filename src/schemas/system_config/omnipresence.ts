import Type from 'typebox'

/** System-wide settings of `omnipresence`. */
export const SystemConfigOmnipresence = Type.Object({
  dialog_subscribed_mwi_prefix: Type.Optional(Type.String({ default: '*98' })),
  expire_check_ms: Type.Optional(Type.Integer({ default: 1000 })),
  expires_fudge_s: Type.Optional(Type.Integer({ default: 20 })),
  subscriptions_sync_enabled: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigOmnipresence = Type.Static<typeof SystemConfigOmnipresence>
