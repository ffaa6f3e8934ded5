import Type from 'typebox'

/** System-wide settings of `tasks.services_rollover`. */
export const SystemConfigTasksServicesRollover = Type.Object({
  rollover_in_parallel: Type.Optional(Type.Integer({ default: 10 })),
})

export type SystemConfigTasksServicesRollover = Type.Static<typeof SystemConfigTasksServicesRollover>
