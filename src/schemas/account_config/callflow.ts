import Type from 'typebox'

/** Settings of `callflow` that an account may set for itself. */
export const AccountConfigCallflow = Type.Object({
  dialog_subscribed_mwi_prefix: Type.Optional(Type.String()),
})

export type AccountConfigCallflow = Type.Static<typeof AccountConfigCallflow>
