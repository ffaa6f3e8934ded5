import Type from 'typebox'
import { OneOf } from '../keywords.ts'

/** System-wide settings of `notify.transaction`. */
export const SystemConfigNotifyTransaction = Type.Object({
  default_to: Type.Optional(OneOf([Type.String(), Type.Array(Type.String())], { default: '' })),
  html_content_transfer_encoding: Type.Optional(Type.String({ default: '7BIT' })),
  text_content_transfer_encoding: Type.Optional(Type.String({ default: '7BIT' })),
})

export type SystemConfigNotifyTransaction = Type.Static<typeof SystemConfigNotifyTransaction>
