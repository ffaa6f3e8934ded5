import Type from 'typebox'

/** System-wide settings of `topup`. */
export const SystemConfigTopup = Type.Object({
  enable: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigTopup = Type.Static<typeof SystemConfigTopup>
