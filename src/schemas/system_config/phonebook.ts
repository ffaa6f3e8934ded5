import Type from 'typebox'

/** System-wide settings of `phonebook`. */
export const SystemConfigPhonebook = Type.Object({
  url: Type.Optional(Type.String()),
})

export type SystemConfigPhonebook = Type.Static<typeof SystemConfigPhonebook>
