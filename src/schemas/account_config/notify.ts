import Type from 'typebox'

/** Settings of `notify` that an account may set for itself. */
export const AccountConfigNotify = Type.Object({
  notify_persist_exceptions: Type.Optional(Type.Array(Type.String(), { default: ['system_alert'] })),
  should_persist_for_retry: Type.Optional(Type.Boolean({ default: true })),
})

export type AccountConfigNotify = Type.Static<typeof AccountConfigNotify>
