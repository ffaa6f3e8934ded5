import Type from 'typebox'

/** Settings of `kazoo_endpoint` that an account may set for itself. */
export const AccountConfigKazooEndpoint = Type.Object({
  default_can_text_self: Type.Optional(Type.Boolean({ default: true })),
})

export type AccountConfigKazooEndpoint = Type.Static<typeof AccountConfigKazooEndpoint>
