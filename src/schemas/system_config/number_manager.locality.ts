import Type from 'typebox'

/** System-wide settings of `number_manager.locality`. */
export const SystemConfigNumberManagerLocality = Type.Object({
  url: Type.Optional(Type.String()),
})

export type SystemConfigNumberManagerLocality = Type.Static<typeof SystemConfigNumberManagerLocality>
