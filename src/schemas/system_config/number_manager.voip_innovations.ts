import Type from 'typebox'

/** System-wide settings of `number_manager.voip_innovations`. */
export const SystemConfigNumberManagerVoipInnovations = Type.Object({
  debug: Type.Optional(Type.Boolean({ default: false })),
  enable_provisioning: Type.Optional(Type.Boolean({ default: true })),
  endpoint_group: Type.Optional(Type.String({ default: '' })),
  login: Type.Optional(Type.String({ default: '' })),
  password: Type.Optional(Type.String({ default: '' })),
  sandbox_provisioning: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigNumberManagerVoipInnovations = Type.Static<
  typeof SystemConfigNumberManagerVoipInnovations
>
