import Type from 'typebox'

/** System-wide settings of `servers`. */
export const SystemConfigServers = Type.Object({
  clock_timezone: Type.Optional(Type.String({ default: 'UTC' })),
})

export type SystemConfigServers = Type.Static<typeof SystemConfigServers>
