import Type from 'typebox'

/** System-wide settings of `notify.voicemail_to_email`. */
export const SystemConfigNotifyVoicemailToEmail = Type.Object({
  html_content_transfer_encoding: Type.Optional(Type.String({ default: '7BIT' })),
  text_content_transfer_encoding: Type.Optional(Type.String({ default: '7BIT' })),
})

export type SystemConfigNotifyVoicemailToEmail = Type.Static<typeof SystemConfigNotifyVoicemailToEmail>
