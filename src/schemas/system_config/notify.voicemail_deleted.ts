import Type from 'typebox'

/** System-wide settings of `notify.voicemail_deleted`. */
export const SystemConfigNotifyVoicemailDeleted = Type.Object({
  html_content_transfer_encoding: Type.Optional(Type.String({ default: '7BIT' })),
  text_content_transfer_encoding: Type.Optional(Type.String({ default: '7BIT' })),
})

export type SystemConfigNotifyVoicemailDeleted = Type.Static<typeof SystemConfigNotifyVoicemailDeleted>
