import Type from 'typebox'

/** Settings of `number_manager` that an account may set for itself. */
export const AccountConfigNumberManager = Type.Object({
  unauthorized_numbers_lookup: Type.Optional(Type.Boolean({ default: false })),
})

export type AccountConfigNumberManager = Type.Static<typeof AccountConfigNumberManager>
