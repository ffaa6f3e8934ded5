import Type from 'typebox'

/** System-wide settings of `auth`. */
export const SystemConfigAuth = Type.Object({
  default_multi_factor_provider: Type.Optional(Type.String({ default: 'duo' })),
  secret_for_user_signature: Type.Optional(Type.String()),
  system_key: Type.Optional(Type.String()),
})

export type SystemConfigAuth = Type.Static<typeof SystemConfigAuth>
