import Type from 'typebox'

/** System-wide settings of `kapps_maintenance`. */
export const SystemConfigKappsMaintenance = Type.Object({
  migrate_current_version: Type.Optional(Type.String({ default: '3.22' })),
})

export type SystemConfigKappsMaintenance = Type.Static<typeof SystemConfigKappsMaintenance>
