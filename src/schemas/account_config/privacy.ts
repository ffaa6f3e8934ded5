import Type from 'typebox'

/** Settings of `privacy` that an account may set for itself. */
export const AccountConfigPrivacy = Type.Object({
  block_anonymous_caller_id: Type.Optional(Type.Boolean({ default: false })),
  privacy_mode: Type.Optional(Type.String({ default: 'kazoo' })),
})

export type AccountConfigPrivacy = Type.Static<typeof AccountConfigPrivacy>
