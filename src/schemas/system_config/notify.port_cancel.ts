import Type from 'typebox'
import { OneOf } from '../keywords.ts'

/** System-wide settings of `notify.port_cancel`. */
export const SystemConfigNotifyPortCancel = Type.Object({
  default_from: Type.Optional(Type.String()),
  default_to: Type.Optional(OneOf([Type.String(), Type.Array(Type.String())], { default: '' })),
})

export type SystemConfigNotifyPortCancel = Type.Static<typeof SystemConfigNotifyPortCancel>
