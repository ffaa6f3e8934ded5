import Type from 'typebox'

/** System-wide settings of `crossbar.resources`. */
export const SystemConfigCrossbarResources = Type.Object({
  allow_peers: Type.Optional(Type.Boolean({ default: false })),
  job_recovery_threshold_s: Type.Optional(Type.Integer({ default: 3600 })),
  job_recovery_timeout_s: Type.Optional(Type.Integer({ default: 21600 })),
})

export type SystemConfigCrossbarResources = Type.Static<typeof SystemConfigCrossbarResources>
