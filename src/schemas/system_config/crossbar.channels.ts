import Type from 'typebox'

/** System-wide settings of `crossbar.channels`. */
export const SystemConfigCrossbarChannels = Type.Object({
  system_wide_channels_list: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigCrossbarChannels = Type.Static<typeof SystemConfigCrossbarChannels>
