import Type from 'typebox'

/** System-wide settings of `sms_command`. */
export const SystemConfigSmsCommand = Type.Object({
  application_timeout: Type.Optional(Type.Integer({ default: 500000 })),
  collect_timeout: Type.Optional(Type.Integer({ default: 60000 })),
  message_timeout: Type.Optional(Type.Integer({ default: 60000 })),
})

export type SystemConfigSmsCommand = Type.Static<typeof SystemConfigSmsCommand>
