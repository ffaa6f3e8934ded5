import Type from 'typebox'

/** System-wide settings of `kazoo_directory`. */
export const SystemConfigKazooDirectory = Type.Object({
  default_ignore_completed_elsewhere: Type.Optional(Type.Boolean({ default: true })),
  restrict_to_known_types: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigKazooDirectory = Type.Static<typeof SystemConfigKazooDirectory>
