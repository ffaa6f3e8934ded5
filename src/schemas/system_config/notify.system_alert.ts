import Type from 'typebox'
import { OneOf } from '../keywords.ts'

/** System-wide settings of `notify.system_alert`. */
export const SystemConfigNotifySystemAlert = Type.Object({
  default_to: Type.Optional(OneOf([Type.String(), Type.Array(Type.String())], { default: '' })),
  enable_email_alerts: Type.Optional(Type.Boolean({ default: true })),
  html_content_transfer_encoding: Type.Optional(Type.String({ default: '7BIT' })),
  subscriber_url: Type.Optional(Type.String()),
  text_content_transfer_encoding: Type.Optional(Type.String({ default: '7BIT' })),
})

export type SystemConfigNotifySystemAlert = Type.Static<typeof SystemConfigNotifySystemAlert>
