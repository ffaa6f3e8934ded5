import Type from 'typebox'

/** System-wide settings of `acdc`. */
export const SystemConfigAcdc = Type.Object({
  agent_info_fields: Type.Optional(
    Type.Array(Type.String(), { default: ['first_name', 'last_name', 'username', 'email'] }),
  ),
  archive_period_ms: Type.Optional(Type.Integer({ default: 60000 })),
  archive_window_s: Type.Optional(Type.Integer({ default: 3600 })),
  cleanup_period_ms: Type.Optional(Type.Integer({ default: 360000 })),
  cleanup_window_s: Type.Optional(Type.Integer({ default: 86400 })),
  default_agent_pause_timeout: Type.Optional(Type.Integer({ default: 600 })),
  max_connect_failures: Type.Optional(Type.Integer({ default: 3 })),
  max_result_set: Type.Optional(Type.Integer({ default: 25 })),
  queue_collect_resp_timeout: Type.Optional(Type.Integer({ default: 2000 })),
  queue_worker_count: Type.Optional(Type.Integer({ default: 5 })),
  stats_query_limits_enabled: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigAcdc = Type.Static<typeof SystemConfigAcdc>
