import Type from 'typebox'

/** System-wide settings of `epmd`. */
export const SystemConfigEpmd = Type.Object({
  check_every_s: Type.Optional(Type.Integer({ default: 60 })),
})

export type SystemConfigEpmd = Type.Static<typeof SystemConfigEpmd>
