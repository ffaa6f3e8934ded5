import Type from 'typebox'

/** System-wide settings of `callflow.resources`. */
export const SystemConfigCallflowResources = Type.Object({
  default_asserted_identity: Type.Optional(Type.Boolean({ default: false })),
  default_emit_account_id: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigCallflowResources = Type.Static<typeof SystemConfigCallflowResources>
