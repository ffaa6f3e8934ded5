import Type from 'typebox'

/** System-wide settings of `kazoo_couch`. */
export const SystemConfigKazooCouch = Type.Object({
  admin_port: Type.Optional(Type.Integer({ default: 5986 })),
  allow_maintenance_db_delete: Type.Optional(Type.Boolean({ default: false })),
  api_port: Type.Optional(Type.Integer({ default: 5984 })),
  compact_automatically: Type.Optional(Type.Boolean({ default: false })),
  default_chunk_size: Type.Optional(Type.Integer({ default: 1000 })),
  max_compacting_shards: Type.Optional(Type.Integer({ default: 2 })),
  max_compacting_views: Type.Optional(Type.Integer({ default: 2 })),
  max_concurrent_docs_to_archive: Type.Optional(Type.Integer({ default: 500 })),
  max_wait_for_compaction_pids: Type.Optional(Type.Integer({ default: 360000 })),
  min_data_size: Type.Optional(Type.Integer({ default: 131072 })),
  min_ratio: Type.Optional(Type.Number({ default: 1.2 })),
  sleep_between_poll: Type.Optional(Type.Integer({ default: 3000 })),
  use_bigcouch_direct: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigKazooCouch = Type.Static<typeof SystemConfigKazooCouch>
