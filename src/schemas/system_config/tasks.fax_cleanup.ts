import Type from 'typebox'

/** System-wide settings of `tasks.fax_cleanup`. */
export const SystemConfigTasksFaxCleanup = Type.Object({
  enabled: Type.Optional(Type.Boolean({ default: true })),
  page_size: Type.Optional(Type.Integer({ default: 32 })),
  per_page_pause_ms: Type.Optional(Type.Integer({ default: 1000 })),
  stale_after_s: Type.Optional(Type.Integer({ default: 604800 })),
})

export type SystemConfigTasksFaxCleanup = Type.Static<typeof SystemConfigTasksFaxCleanup>
