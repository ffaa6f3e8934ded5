import Type from 'typebox'

/** System-wide settings of `crossbar.users`. */
export const SystemConfigCrossbarUsers = Type.Object({
  generate_password_if_empty: Type.Optional(Type.Boolean({ default: false })),
  generate_username_if_empty: Type.Optional(Type.Boolean({ default: true })),
  reset_identity_secret_on_rehash: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigCrossbarUsers = Type.Static<typeof SystemConfigCrossbarUsers>
