import Type from 'typebox'

/** System-wide settings of `sysconf`. */
export const SystemConfigSysconf = Type.Object({
  acl_request_timeout_fudge_ms: Type.Optional(Type.Integer({ default: 100 })),
  acl_request_timeout_ms: Type.Optional(Type.Integer({ default: 2000 })),
})

export type SystemConfigSysconf = Type.Static<typeof SystemConfigSysconf>
