import Type from 'typebox'

/** System-wide settings of `tasks.modb_creation`. */
export const SystemConfigTasksModbCreation = Type.Object({
  create_in_parallel: Type.Optional(Type.Integer({ default: 1 })),
  creation_day: Type.Optional(Type.Integer({ default: 28 })),
})

export type SystemConfigTasksModbCreation = Type.Static<typeof SystemConfigTasksModbCreation>
