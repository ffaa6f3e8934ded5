import Type from 'typebox'
import { OneOf } from '../keywords.ts'

/** System-wide settings of `notify.port_request`. */
export const SystemConfigNotifyPortRequest = Type.Object({
  default_from: Type.Optional(Type.String()),
  default_to: Type.Optional(OneOf([Type.String(), Type.Array(Type.String())], { default: '' })),
})

export type SystemConfigNotifyPortRequest = Type.Static<typeof SystemConfigNotifyPortRequest>
