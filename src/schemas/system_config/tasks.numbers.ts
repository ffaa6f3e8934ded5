import Type from 'typebox'

/** System-wide settings of `tasks.numbers`. */
export const SystemConfigTasksNumbers = Type.Object({
  db_page_size: Type.Optional(Type.Integer({ default: 1000 })),
  import_defaults_to_carrier: Type.Optional(Type.String({ default: 'knm_local' })),
})

export type SystemConfigTasksNumbers = Type.Static<typeof SystemConfigTasksNumbers>
