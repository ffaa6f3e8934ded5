import Type from 'typebox'

/** System-wide settings of `modb`. */
export const SystemConfigModb = Type.Object({
  active_modbs: Type.Optional(Type.Integer({ default: 6 })),
  routines: Type.Optional(Type.Array(Type.String(), { default: [] })),
})

export type SystemConfigModb = Type.Static<typeof SystemConfigModb>
