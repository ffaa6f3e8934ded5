import Type from 'typebox'

/** System-wide settings of `privacy`. */
export const SystemConfigPrivacy = Type.Object({
  anonymous_cid_names: Type.Optional(Type.Array(Type.String(), { default: ['anonymous', 'restricted'] })),
  anonymous_cid_numbers: Type.Optional(Type.Array(Type.String(), { default: ['anonymous', 'restricted'] })),
  block_anonymous_caller_id: Type.Optional(Type.Boolean({ default: false })),
  check_additional_anonymous_cid_names: Type.Optional(Type.Boolean({ default: false })),
  check_additional_anonymous_cid_numbers: Type.Optional(Type.Boolean({ default: false })),
  default_privacy_name: Type.Optional(Type.String({ default: 'Anonymous' })),
  default_privacy_number: Type.Optional(Type.String({ default: 'anonymous' })),
  method: Type.Optional(Type.String({ default: 'kazoo' })),
  privacy_mode: Type.Optional(Type.String({ default: 'kazoo' })),
  privacy_name: Type.Optional(Type.String({ default: 'anonymous' })),
  privacy_number: Type.Optional(Type.String({ default: '0000000000' })),
  use_sip_privacy_header: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigPrivacy = Type.Static<typeof SystemConfigPrivacy>
