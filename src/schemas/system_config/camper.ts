import Type from 'typebox'

/** System-wide settings of `camper`. */
export const SystemConfigCamper = Type.Object({
  stop_after: Type.Optional(Type.Integer({ default: 31 })),
  timeout: Type.Optional(Type.Integer({ default: 15 })),
  tries: Type.Optional(Type.Integer({ default: 10 })),
  try_interval: Type.Optional(Type.Integer({ default: 3 })),
})

export type SystemConfigCamper = Type.Static<typeof SystemConfigCamper>
