import Type from 'typebox'

/** System-wide settings of `smtp_client`. */
export const SystemConfigSmtpClient = Type.Object({
  username: Type.Optional(Type.String({ default: '' })),
  auth: Type.Optional(Type.String({ default: 'never' })),
  no_mx_lookups: Type.Optional(Type.Boolean({ default: true })),
  password: Type.Optional(Type.String({ default: '' })),
  port: Type.Optional(Type.Integer({ default: 25 })),
  relay: Type.Optional(Type.String({ default: 'localhost' })),
  retries: Type.Optional(Type.Integer({ default: 1 })),
  send_timeout_ms: Type.Optional(Type.Integer({ minimum: 1, default: 10000 })),
  tls: Type.Optional(Type.String()),
  use_ssl: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigSmtpClient = Type.Static<typeof SystemConfigSmtpClient>
