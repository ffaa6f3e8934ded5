import Type from 'typebox'

/** Rings the user or device whose number calls. */
export const CallflowRouteToCid = Type.Object({
  can_call_self: Type.Optional(Type.Boolean()),
  can_text_self: Type.Optional(Type.Boolean()),
  cid_types: Type.Optional(Type.Array(Type.String(), { minItems: 1, default: ['internal'] })),
  delay: Type.Optional(Type.Integer({ default: 0 })),
  endpoint_types: Type.Optional(Type.Array(Type.String(), { default: [] })),
  skip_module: Type.Optional(Type.Boolean()),
  static_invite: Type.Optional(Type.String()),
  suppress_clid: Type.Optional(Type.Boolean()),
  timeout: Type.Optional(Type.Integer({ default: 0 })),
})

export type CallflowRouteToCid = Type.Static<typeof CallflowRouteToCid>
