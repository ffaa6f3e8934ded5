import Type from 'typebox'

/** Settings of `omnipresence` that an account may set for itself. */
export const AccountConfigOmnipresence = Type.Object({
  dialog_subscribed_mwi_prefix: Type.Optional(Type.String({ default: '*98' })),
})

export type AccountConfigOmnipresence = Type.Static<typeof AccountConfigOmnipresence>
