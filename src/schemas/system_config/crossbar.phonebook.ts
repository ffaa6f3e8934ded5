import Type from 'typebox'

/** System-wide settings of `crossbar.phonebook`. */
export const SystemConfigCrossbarPhonebook = Type.Object({
  enabled: Type.Optional(Type.Boolean({ default: false })),
  phonebook_url: Type.Optional(Type.String()),
})

export type SystemConfigCrossbarPhonebook = Type.Static<typeof SystemConfigCrossbarPhonebook>
