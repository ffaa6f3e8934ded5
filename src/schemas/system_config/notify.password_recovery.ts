import Type from 'typebox'
import { OneOf } from '../keywords.ts'
import { mailTexts } from '../parts/mail-texts.ts'

/** System-wide settings of `notify.password_recovery`. */
export const SystemConfigNotifyPasswordRecovery = Type.Object({
  default_to: Type.Optional(OneOf([Type.String(), Type.Array(Type.String())])),
  html_content_transfer_encoding: Type.Optional(Type.String({ default: '7BIT' })),
  text_content_transfer_encoding: Type.Optional(Type.String({ default: '7BIT' })),
  ...mailTexts,
})

export type SystemConfigNotifyPasswordRecovery = Type.Static<typeof SystemConfigNotifyPasswordRecovery>
