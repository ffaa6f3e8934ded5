import Type from 'typebox'

/** System-wide settings of `kzt_twiml_util`. */
export const SystemConfigKztTwimlUtil = Type.Object({
  max_length: Type.Optional(Type.Integer({ default: 3600 })),
})

export type SystemConfigKztTwimlUtil = Type.Static<typeof SystemConfigKztTwimlUtil>
