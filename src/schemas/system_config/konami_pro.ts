import Type from 'typebox'

/** System-wide settings of `konami_pro`. */
export const SystemConfigKonamiPro = Type.Object({
  route_win_timeout: Type.Optional(Type.Integer({ default: 3000 })),
})

export type SystemConfigKonamiPro = Type.Static<typeof SystemConfigKonamiPro>
