import Type from 'typebox'
import { OneOf } from '../keywords.ts'

/** System-wide settings of `notify.ported`. */
export const SystemConfigNotifyPorted = Type.Object({
  default_to: Type.Optional(OneOf([Type.String(), Type.Array(Type.String())], { default: '' })),
  send_from_admin_email: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigNotifyPorted = Type.Static<typeof SystemConfigNotifyPorted>
