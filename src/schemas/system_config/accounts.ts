import Type from 'typebox'

/** System-wide settings of `accounts`. */
export const SystemConfigAccounts = Type.Object({
  allow_subaccounts_for_direct: Type.Optional(Type.Boolean({ default: true })),
  default_timezone: Type.Optional(Type.String({ default: 'America/Los_Angeles' })),
  master_account_id: Type.Optional(Type.String()),
})

export type SystemConfigAccounts = Type.Static<typeof SystemConfigAccounts>
