import Type from 'typebox'

/** Settings of `webhooks` that an account may set for itself. */
export const AccountConfigWebhooks = Type.Object({
  attempt_failure_count: Type.Optional(Type.Integer({ default: 6 })),
  attempt_failure_expiry_ms: Type.Optional(Type.Integer({ default: 60000 })),
})

export type AccountConfigWebhooks = Type.Static<typeof AccountConfigWebhooks>
