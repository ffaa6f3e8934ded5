import Type from 'typebox'

/** Settings of `fax` that an account may set for itself. */
export const AccountConfigFax = Type.Object({
  default_smtp_domain: Type.Optional(Type.String({ default: 'fax.kazoo.io' })),
  log_faxbox_errors: Type.Optional(Type.Boolean({ default: true })),
  max_outbound: Type.Optional(Type.Integer({ default: 10 })),
})

export type AccountConfigFax = Type.Static<typeof AccountConfigFax>
