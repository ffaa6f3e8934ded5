import Type from 'typebox'

/** Settings of `call_command` that an account may set for itself. */
export const AccountConfigCallCommand = Type.Object({
  unknown_cid_name: Type.Optional(Type.String({ default: 'unknown' })),
})

export type AccountConfigCallCommand = Type.Static<typeof AccountConfigCallCommand>
