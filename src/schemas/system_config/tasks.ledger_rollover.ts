import Type from 'typebox'

/** System-wide settings of `tasks.ledger_rollover`. */
export const SystemConfigTasksLedgerRollover = Type.Object({
  refresh_in_parallel: Type.Optional(Type.Integer({ default: 50 })),
  refresh_view_enabled: Type.Optional(Type.Boolean({ default: false })),
  rollover_in_parallel: Type.Optional(Type.Integer({ default: 10 })),
})

export type SystemConfigTasksLedgerRollover = Type.Static<typeof SystemConfigTasksLedgerRollover>
