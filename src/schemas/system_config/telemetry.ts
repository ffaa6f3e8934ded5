import Type from 'typebox'

/** System-wide settings of `telemetry`. */
export const SystemConfigTelemetry = Type.Object({
  cluster_id_anonymized: Type.Optional(Type.Boolean({ default: true })),
  collection_interval_s: Type.Optional(Type.Integer({ default: 86400 })),
  include_apps: Type.Optional(Type.Boolean({ default: true })),
  include_database: Type.Optional(Type.Boolean({ default: true })),
  include_freeswitch: Type.Optional(Type.Boolean({ default: true })),
  include_kamailio: Type.Optional(Type.Boolean({ default: true })),
  include_services: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigTelemetry = Type.Static<typeof SystemConfigTelemetry>
