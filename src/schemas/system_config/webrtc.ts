import Type from 'typebox'

/** System-wide settings of `webrtc`. */
export const SystemConfigWebrtc = Type.Object({
  url: Type.Optional(Type.String()),
})

export type SystemConfigWebrtc = Type.Static<typeof SystemConfigWebrtc>
