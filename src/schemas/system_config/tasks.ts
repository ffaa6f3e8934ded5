import Type from 'typebox'

/** System-wide settings of `tasks`. */
export const SystemConfigTasks = Type.Object({
  aging_expiry_d: Type.Optional(Type.Integer({ minimum: 0, default: 90 })),
  attempt_upload_output_times: Type.Optional(Type.Integer({ minimum: 1, default: 5 })),
  browse_dbs_interval_s: Type.Optional(Type.Integer({ minimum: 1, default: 86400 })),
  compaction_list_dbs_chunk_size: Type.Optional(Type.Integer({ default: 20 })),
  compaction_list_dbs_pause_ms: Type.Optional(Type.Integer({ default: 200 })),
  crawler_delay_time_ms: Type.Optional(Type.Integer({ default: 60000 })),
  crawler_timer_ms: Type.Optional(Type.Integer({ minimum: 0, default: 86400000 })),
  cycle_delay_time_ms: Type.Optional(Type.Integer({ default: 300000 })),
  discovery_expiry_d: Type.Optional(Type.Integer({ minimum: 0, default: 1 })),
  interaccount_delay_ms: Type.Optional(Type.Integer({ default: 10000 })),
  low_balance_repeat_s: Type.Optional(Type.Integer({ default: 86400 })),
  pause_between_upload_output_attempts_s: Type.Optional(Type.Integer({ minimum: 0, default: 10 })),
  scan_rate: Type.Optional(Type.Integer({ minimum: 0, default: 20000 })),
  send_progress_after_processed: Type.Optional(Type.Integer({ minimum: 1, default: 1000 })),
  should_archive_modbs: Type.Optional(Type.Boolean({ default: false })),
  should_crawl_for_first_occurrence: Type.Optional(Type.Boolean({ default: true })),
  should_crawl_for_low_balance: Type.Optional(Type.Boolean({ default: true })),
  soft_delete_pause_ms: Type.Optional(Type.Integer({ default: 10000 })),
  support_billing_id: Type.Optional(Type.Boolean({ default: true })),
  sync_buffer_period: Type.Optional(Type.Integer({ minimum: 0, default: 600 })),
  sync_services: Type.Optional(Type.Boolean({ default: false })),
  unfinished_port_request_lifetime_s: Type.Optional(Type.Integer({ default: 2592000 })),
  wait_after_row_ms: Type.Optional(Type.Integer({ minimum: 0, default: 500 })),
})

export type SystemConfigTasks = Type.Static<typeof SystemConfigTasks>
