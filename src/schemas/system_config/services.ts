import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `services`. */
export const SystemConfigServices = Type.Object({
  cascade_commits_to_master_account: Type.Optional(Type.Boolean({ default: true })),
  debug_services_quantities: Type.Optional(Type.Boolean({ default: false })),
  default_allow_updates: Type.Optional(Type.Boolean({ default: true })),
  enforce_good_standing: Type.Optional(Type.Boolean({ default: false })),
  get_items_from_quantities: Type.Optional(Type.Boolean()),
  hydrate_cascade_commits: Type.Optional(Type.Boolean({ default: true })),
  master_account_bookkeeper: Type.Optional(Type.String({ default: 'kz_bookkeeper_local' })),
  merge_strategy_priority: Type.Optional(
    AnyObject({ default: { cumulative: 20, recursive: 25, simple: 10 } }),
  ),
  modules: Type.Optional(Type.Array(Type.String())),
  reseller_bookkeeper_lookup: Type.Optional(Type.Boolean({ default: false })),
  scan_rate: Type.Optional(Type.Integer({ default: 20000 })),
  should_save_master_audit_logs: Type.Optional(Type.Boolean({ default: false })),
  support_billing_id: Type.Optional(Type.Boolean({ default: true })),
  sync_buffer_period: Type.Optional(Type.Integer({ default: 600 })),
  sync_services: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigServices = Type.Static<typeof SystemConfigServices>
