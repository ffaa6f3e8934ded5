import Type from 'typebox'

/** System-wide settings of `yodb`. */
export const SystemConfigYodb = Type.Object({
  active_yodbs: Type.Optional(Type.Integer({ default: 6 })),
  routines: Type.Optional(Type.Array(Type.String(), { default: [] })),
})

export type SystemConfigYodb = Type.Static<typeof SystemConfigYodb>
