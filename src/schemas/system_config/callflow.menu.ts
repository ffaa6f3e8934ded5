import Type from 'typebox'

/** System-wide settings of `callflow.menu`. */
export const SystemConfigCallflowMenu = Type.Object({
  min_greeting_length: Type.Optional(Type.Integer({ default: 1500 })),
})

export type SystemConfigCallflowMenu = Type.Static<typeof SystemConfigCallflowMenu>
