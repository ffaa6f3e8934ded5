import Type from 'typebox'

/** System-wide settings of `services.http_sync`. */
export const SystemConfigServicesHttpSync = Type.Object({
  authorization_header: Type.Optional(Type.String({ default: '' })),
  connect_timeout_ms: Type.Optional(Type.Integer({ default: 10000 })),
  http_url: Type.Optional(Type.String({ default: '' })),
})

export type SystemConfigServicesHttpSync = Type.Static<typeof SystemConfigServicesHttpSync>
