import Type from 'typebox'

/** System-wide settings of `crossbar.phone_numbers`. */
export const SystemConfigCrossbarPhoneNumbers = Type.Object({
  default_country: Type.Optional(Type.String({ default: 'US' })),
  phonebook_url: Type.Optional(Type.String()),
})

export type SystemConfigCrossbarPhoneNumbers = Type.Static<typeof SystemConfigCrossbarPhoneNumbers>
